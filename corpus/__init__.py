"""Documents with truth, and the generator that makes them."""
