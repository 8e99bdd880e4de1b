"""Puts questions that ask the same into one group, one at a time as they come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from admin.insight.similarity import GramWeights, Vector, cosine, same_topic, unit

ALIKE = 0.3  # of 1; from here two questions are one
TOPICS = 0.55  # what being taken for the same topic is worth beside the same words
OTHER_FACET = 0.5  # the fee and the place of the same thing are two questions
TELLING = 12  # grams of a text by which its neighbours are looked up
Ranking = Sequence[tuple[str, float]]


class Cluster:
    """The mean of the questions in it."""

    def __init__(self, words: Vector, ranking: Ranking, facet: str) -> None:
        self.size = 1
        self.words = dict(words)
        self.topics = dict(ranking)
        self.facets = {facet}
        self.centre: Vector = dict(words)

    def take(self, other: Cluster) -> None:
        """Add all questions of another."""
        for gram, weight in other.words.items():
            self.words[gram] = self.words.get(gram, 0.0) + weight
        for topic, probability in other.topics.items():
            self.topics[topic] = self.topics.get(topic, 0.0) + probability
        self.size += other.size
        self.facets |= other.facets
        self.centre = unit(self.words)

    def likeness(self, other: Cluster) -> float:
        """Return 0 for nothing in common and more for the same words and the same topics."""
        belief = same_topic(self.topics, other.topics) / (self.size * other.size) ** 0.5
        if not self.facets & other.facets:
            belief *= OTHER_FACET
        return cosine(self.centre, other.centre) + TOPICS * belief


class QuestionGroups:
    """Agglomerative clustering step by step: a question joins the nearest group, and that may join its own.

    Only groups that share a telling word or a topic are compared, so thousands of groups stay quick.
    """

    def __init__(self, weights: GramWeights) -> None:
        self._weights = weights
        self._clusters: dict[int, Cluster] = {}
        self._having: dict[str, set[int]] = defaultdict(set)  # gram or topic -> groups

    def __contains__(self, group: int) -> bool:
        return group in self._clusters

    def find(self, text: str, ranking: Ranking, facet: str) -> int | None:
        """Return the group the question belongs to, None when it is a new one."""
        return self._nearest(Cluster(self._weights.vector(text), ranking, facet))

    def add(self, group: int, text: str, ranking: Ranking, facet: str) -> None:
        """Put the question into a group; a number not seen before opens one."""
        question = Cluster(self._weights.vector(text), ranking, facet)
        if group in self._clusters:
            self._clusters[group].take(question)
        else:
            self._clusters[group] = question
        self._note(group, question)

    def twin_of(self, group: int) -> int | None:
        """Return another group that has become the same question as this one."""
        return self._nearest(self._clusters[group], but=group)

    def merge(self, group: int, into: int) -> None:
        """Make one group of two."""
        gone = self._clusters.pop(group)
        self._clusters[into].take(gone)
        for name in (*gone.words, *gone.topics):
            self._having[name].discard(group)
        self._note(into, gone)

    def _note(self, group: int, added: Cluster) -> None:
        for name in (*added.words, *added.topics):
            self._having[name].add(group)

    def _nearest(self, asked: Cluster, but: int | None = None) -> int | None:
        best, best_likeness = None, ALIKE
        for group in self._neighbours(asked):
            likeness = 0.0 if group == but else asked.likeness(self._clusters[group])
            if likeness >= best_likeness:
                best, best_likeness = group, likeness
        return best

    def _neighbours(self, asked: Cluster) -> list[int]:
        telling = sorted(asked.centre, key=asked.centre.__getitem__, reverse=True)[:TELLING]
        likely = [topic for topic, probability in asked.topics.items() if probability / asked.size >= 0.05]
        return sorted(set().union(*(self._having.get(name, set()) for name in (*telling, *likely))))
