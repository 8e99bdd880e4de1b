"""The kiosk's page itself. The call centre's number is in it: it is there when nothing else can be loaded."""

from html import escape

from knowledge import KnowledgeStore
from voice_channel.page_files import PageFile, page_file


def index_page(template: str, store: KnowledgeStore) -> PageFile:
    """Fill {call_center.name}, .phone and .hours of the template from the district's profile."""
    center = store.district.call_center
    for field in ("name", "phone", "hours"):
        template = template.replace(f"{{call_center.{field}}}", escape(getattr(center, field)))
    return page_file(template.encode(), ".html")
