"""What `funnel`, `capacity`, `budget` and `show` say of a company whose segments state them."""
