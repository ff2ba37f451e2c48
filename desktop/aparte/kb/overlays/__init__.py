"""The town's own facts over the State's articles: read, merged, and watched when the State's text changes."""
