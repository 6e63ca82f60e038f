"""The words that every room uses; it imports none of them."""
