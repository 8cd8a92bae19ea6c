"""Django's two database backends with the tenant's fences built into every table they make."""
