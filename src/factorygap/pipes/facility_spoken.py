"""What a reader of the text knows at a point: the facilities so far, and which was spoken of last."""

from __future__ import annotations

from spacy.tokens import Doc

from factorygap.pipes.facility_clusters import Cluster, agree, is_new_part
from factorygap.pipes.facility_mention import Mention


class Spoken:
    """The facilities of a Doc as far as it has been read."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.clusters: list[Cluster] = []
        self.recent: list[Cluster] = []  # the one spoken of last stands last

    def note(self, cluster: Cluster | None) -> Cluster | None:
        """Remember that ``cluster`` was spoken of."""
        if cluster is not None:
            self.recent = [c for c in self.recent if c is not cluster] + [cluster]
        return cluster

    def add(self, cluster: Cluster) -> Cluster:
        """Keep a facility that the text speaks of for the first time."""
        self.clusters.append(cluster)
        return cluster

    def plants(self) -> list[Cluster]:
        """All that is no part."""
        return [c for c in self.clusters if not c.unit]

    def last_plant(self) -> Cluster | None:
        """The plant spoken of last."""
        return next((c for c in reversed(self.recent) if not c.unit), None)

    def same(self, mention: Mention) -> Cluster | None:
        """The facility that a name names again."""
        if not mention.named:
            return None
        for cluster in reversed(self.clusters):
            if any(agree(self.doc, mention, other) for other in cluster.mentions):
                return None if is_new_part(mention, cluster) else cluster
        return None
