"""The people of the editorial desk: what each of the two roles may do, and nothing more."""

from sciatica_site.hooks import Role

EDITOR = Role(
    "Content editor",
    (
        "articles.view_article",
        "articles.add_article",
        "articles.change_article",
        "articles.publish_article",
        "articles.view_articlerevision",
        "articles.view_articlefeedback",
        "articles.view_claim",
        "articles.add_claim",
        "articles.change_claim",
        "articles.view_topic",
        "articles.add_topic",
        "articles.change_topic",
        "articles.view_reference",
        "articles.add_reference",
        "articles.change_reference",
    ),
)
#: Reads everything and judges it, and cannot change a word: whoever writes does not review.
REVIEWER = Role(
    "Clinical reviewer",
    (
        "articles.view_article",
        "articles.review_article",
        "articles.view_articlerevision",
        "articles.view_articlefeedback",
        "articles.view_claim",
        "articles.view_topic",
        "articles.view_reference",
    ),
)

ROLES = (EDITOR, REVIEWER)
