"""The reasons for leaving something out, marked for translation: what is stored is English."""

from django.utils.translation import gettext_noop as _

REASONS = (
    _("source line"),
    _("credit line"),
    _("byline"),
    _("boilerplate"),
    _("teaser of another article"),
    _("shortcode"),
    _("control characters"),
    _("invisible characters"),
    _("advertisement"),
    _("beside the article"),
    _("caption"),
    _("comment of a reader"),
    _("deleted text"),
    _("footnote"),
    _("header or footer"),
    _("hidden"),
    _("navigation"),
    _("quoted message"),
    _("remark"),
    _("repeated"),
    _("signature"),
    _("sound"),
)
