"""Towns and regions of the world by name, as data that every room may read: GeoNames, CC BY 4.0.

Door: ``gazetteer.named("Tamale")`` → every place so called, most populous first; ``gazetteer.place("2294877")``.
"""

from tocsin.gazetteer.lookup import Called, domain, inside, named, place
from tocsin.gazetteer.spelling import key

__all__ = ["Called", "domain", "inside", "key", "named", "place"]
