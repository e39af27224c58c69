"""Many editions in one: `corpus.toml`, the build of each edition in a process or on a cluster, the common site."""
