"""Why a reader leaves out what is no part of an article's text. Pure."""

CAPTION = "caption"
DELETED = "deleted text"
FOOTNOTE = "footnote"
HEADER_OR_FOOTER = "header or footer"
HIDDEN = "hidden"
QUOTED_MAIL = "quoted message"
REMARK = "remark"
REPEATED = "repeated"
SIGNATURE = "signature"
SOUND = "sound"

REASONS = (
    CAPTION,
    DELETED,
    FOOTNOTE,
    HEADER_OR_FOOTER,
    HIDDEN,
    QUOTED_MAIL,
    REMARK,
    REPEATED,
    SIGNATURE,
    SOUND,
)
