"""Tables of care: the directory of services, and the cases."""

from saphan.pillars.care.models.directory import (
    DirectoryImport,
    Language,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceTerm,
    TaxonomyTerm,
)

__all__ = [
    "DirectoryImport",
    "Language",
    "Location",
    "Organization",
    "Phone",
    "Schedule",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceTerm",
    "TaxonomyTerm",
]
