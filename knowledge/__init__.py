"""What the bot knows: staff-written articles, the district's profile, and the store that serves them."""

from knowledge.answer import Answer, RelatedTopic
from knowledge.article import Article, Link, Source
from knowledge.bands import Bands
from knowledge.catalog import Catalog, Domain, Topic
from knowledge.crisis import CRISIS_KINDS, Crisis, CrisisCard, Hotline
from knowledge.district import Department, District
from knowledge.errors import KnowledgeError, Problem
from knowledge.facets import FACET_LABELS, FACETS
from knowledge.other_agencies import OtherAgency, find_agency
from knowledge.settings import KnowledgeSettings
from knowledge.small_talk import SmallTalk, SmallTalkEntry
from knowledge.store import KnowledgeStore
from knowledge.tone import EMOTIONS, SITUATIONS, Tone

__all__ = [
    "CRISIS_KINDS",
    "EMOTIONS",
    "FACETS",
    "FACET_LABELS",
    "SITUATIONS",
    "Answer",
    "Article",
    "Bands",
    "Catalog",
    "Crisis",
    "CrisisCard",
    "Department",
    "District",
    "Domain",
    "Hotline",
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
    "Tone",
    "Topic",
    "find_agency",
]
