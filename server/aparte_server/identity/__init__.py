"""Who someone is, as the town's identity provider says (OpenID Connect): never what they may."""
