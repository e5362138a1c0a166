"""All lies: each says where it is told and how. One tells the truth everywhere else."""
import lies_of_http
import lies_of_lists
import lies_of_objects
from lie import Lie

ALL = [Lie("none", "the truth", "^$", None, harmless=True), *lies_of_lists.LIES, *lies_of_http.LIES,
       *lies_of_objects.LIES]
