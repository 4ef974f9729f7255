"""Records in, views out: plain data that the browser turns into text nodes, never into markup."""
