"""The pages where everything comes together: front page, 我的, 待我处理, search, notices, the public log."""
