"""The town's central server: collects what devices recorded and tells them what changed."""
