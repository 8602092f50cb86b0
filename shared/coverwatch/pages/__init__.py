"""Pages for people: HTML, CSS and ES modules, deployed with the package and served by the functions."""
