"""Why a reader leaves out what is no part of an article's text. Pure."""

ADVERTISEMENT = "advertisement"
BESIDE = "beside the article"
CAPTION = "caption"
COMMENT = "comment of a reader"
DELETED = "deleted text"
FOOTNOTE = "footnote"
HEADER_OR_FOOTER = "header or footer"
HIDDEN = "hidden"
NAVIGATION = "navigation"
QUOTED_MAIL = "quoted message"
REMARK = "remark"
REPEATED = "repeated"
SIGNATURE = "signature"
SOUND = "sound"

REASONS = (
    ADVERTISEMENT,
    BESIDE,
    CAPTION,
    COMMENT,
    DELETED,
    FOOTNOTE,
    HEADER_OR_FOOTER,
    HIDDEN,
    NAVIGATION,
    QUOTED_MAIL,
    REMARK,
    REPEATED,
    SIGNATURE,
    SOUND,
)
