"""What the bot knows: staff-written articles, the district's profile, and the store that serves them."""

from knowledge.answer import Answer, RelatedTopic
from knowledge.article import Article, Link, Source
from knowledge.bands import Bands
from knowledge.catalog import Catalog, Domain, Topic
from knowledge.district import Department, District
from knowledge.errors import KnowledgeError, Problem
from knowledge.facets import FACET_LABELS, FACETS
from knowledge.other_agencies import OtherAgency, find_agency
from knowledge.settings import KnowledgeSettings
from knowledge.small_talk import SmallTalk, SmallTalkEntry
from knowledge.store import KnowledgeStore

__all__ = [
    "FACETS",
    "FACET_LABELS",
    "Answer",
    "Article",
    "Bands",
    "Catalog",
    "Department",
    "District",
    "Domain",
    "KnowledgeError",
    "KnowledgeSettings",
    "KnowledgeStore",
    "Link",
    "OtherAgency",
    "Problem",
    "RelatedTopic",
    "SmallTalk",
    "SmallTalkEntry",
    "Source",
    "Topic",
    "find_agency",
]
