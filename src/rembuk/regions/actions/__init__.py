"""What people do with the tree: keep it, its words and shapes; add, rename and end the parts of a kampung."""

from rembuk.regions.actions.hamlets import add_localities, end_locality, rename_locality, resume_locality
from rembuk.regions.actions.keeping import NotARegency, keep_boundaries, keep_regions, keep_words, open_tenant

__all__ = [
    "NotARegency",
    "add_localities",
    "end_locality",
    "keep_boundaries",
    "keep_regions",
    "keep_words",
    "open_tenant",
    "rename_locality",
    "resume_locality",
]
