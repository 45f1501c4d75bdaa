"""What editors fill in about articles: imports, details, stories."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.addresses import without_wrapping
from articles.details import DETAILS, fingerprint
from articles.importing.drafts import Draft, sha256
from articles.models import Article, ImportUpload
from articles.readers.records.asking import ColumnsNeeded
from newsroom.days.fields import DayField

# Whole lines: with http, with www, or a host with something behind its slash.
WEB_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?:[\w-]+\.)+[^\W\d_]{2,}/\S*", re.IGNORECASE)
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.Field):
    """A list of uploaded files, empty ones too: those are reported by name beside the others."""

    widget = ManyFiles

    def clean(self, value: list[UploadedFile] | None) -> list[UploadedFile]:
        return value or []


def text_input_with_list(datalist: str) -> forms.TextInput:
    """A text field that offers what stands in the <datalist> of this id."""
    return forms.TextInput(attrs={"list": datalist, "autocomplete": "off"})


class LanguageField(forms.CharField):
    """A language tag; empty, which is stored as `unknown`, where nobody knows."""

    def __init__(self, *, unknown: str = "", **options: Any) -> None:
        self.unknown = unknown
        options.setdefault("widget", text_input_with_list("known-languages"))
        super().__init__(max_length=35, required=False, **options)

    def prepare_value(self, value: Any) -> Any:
        return "" if value == "und" else value

    def clean(self, value: Any) -> str:
        tag = super().clean(value)
        if not tag or tag.lower() == "und":
            return self.unknown
        if not LANGUAGE_TAG.fullmatch(tag):
            raise forms.ValidationError(_("Write a language tag, such as en or pt-BR."))
        return tag


def address_field() -> forms.URLField:
    """The web address of an article, with https where it begins with its host."""
    return forms.URLField(
        label=_("Address"),
        max_length=2000,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Write a web address, such as https://example.org/story.")},
    )


class AddressesField(forms.CharField):
    """Web addresses, one a line. What is wrong with one is told beside the others, as of a file."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "inputmode": "url"})
        super().__init__(widget=widget, required=False, **options)

    def clean(self, value: Any) -> list[str]:
        return web_addresses(super().clean(value))


def web_addresses(words: str) -> list[str]:
    """The lines, each once, with the https that people leave out."""
    return list(dict.fromkeys(map(with_scheme, lines_of(words))))


def lines_of(words: str) -> list[str]:
    """The lines that are not empty, without what mails and letters put around an address."""
    return [line for line in map(without_wrapping, words.splitlines()) if line]


def with_scheme(line: str) -> str:
    """The line, with https where it begins with a host; behind a colon a number is its port."""
    has_scheme = re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", line, re.IGNORECASE)
    return line if has_scheme else f"https://{line}"


def are_web_addresses(words: str) -> bool:
    """Whether every line is a web address and nothing else."""
    lines = lines_of(words)
    return bool(lines) and all(map(WEB_ADDRESS.fullmatch, lines))


class ArticleDetails(forms.Form):
    """What is known of an article beside its text; the fields are `articles.details.DETAILS`."""

    title = forms.CharField(label=_("Title"), max_length=500)
    outlet = forms.CharField(
        label=_("Outlet"),
        max_length=200,
        required=False,
        widget=text_input_with_list("known-outlets"),
    )
    published_on = DayField(label=_("Published on"), required=False)
    byline = forms.CharField(label=_("Byline"), max_length=300, required=False)
    credit = forms.CharField(
        label=_("Credit"),
        max_length=300,
        required=False,
        help_text=_("An agency that the text draws on."),
    )
    url = address_field()
    language = LanguageField(
        label=_("Language"), unknown="und", help_text=_("Language code such as en.")
    )
    original_language = LanguageField(
        label=_("Original language"), help_text=_("Where the text is a translation.")
    )

    def details(self) -> dict[str, Any]:
        """The fields for `importing`, once the form is valid."""
        return {name: self.cleaned_data[name] for name in DETAILS if name in self.cleaned_data}


class ArticleDetailsForm(ArticleDetails):
    """Details of an article, which knows what they were when its page was drawn."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @classmethod
    def of(cls, article: Article) -> "ArticleDetailsForm":
        initial = {name: getattr(article, name) for name in DETAILS}
        return cls(initial={**initial, "seen": fingerprint(article)})

    def differences(self, article: Article) -> list[tuple[str, str, str]]:
        """(label, what was written here, what the article has) where they differ."""
        written = {name: self.cleaned_data[name] or "" for name in DETAILS}
        stored = {name: getattr(article, name) or "" for name in DETAILS}
        return [
            (str(self.fields[name].label), str(written[name]), str(stored[name]))
            for name in DETAILS
            if str(written[name]) != str(stored[name])
        ]

    def again(self, article: Article) -> "ArticleDetailsForm":
        """What was written here, as if the editor had the article as it is now before them."""
        written = {name: self.data[name] for name in self.data}
        return ArticleDetailsForm({**written, "seen": fingerprint(article)})


class ItemForm(ArticleDetails):
    """One card of an import's preview: its details, or that it is left aside."""

    use_required_attribute = False  # What is left aside need not have a title.

    leave = forms.BooleanField(label=_("Skip"), required=False)

    def __init__(self, data: QueryDict | None, *, prefix: str, draft: Draft, leave: bool) -> None:
        read = {name: getattr(draft, name) for name in DETAILS}
        super().__init__(data, prefix=prefix, initial={**read, "leave": leave})

    def clean(self) -> dict[str, Any]:
        """What is left aside need not be right."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("leave"):
            self._errors = self.error_class()
        return cleaned


class ColumnsForm(forms.Form):
    """Which column of a table is what; a field without one is left out of the articles."""

    FIELDS = {
        "text": _("Text"),
        "title": _("Title"),
        "outlet": _("Outlet"),
        "url": _("Address"),
        "published_on": _("Published on"),
        "language": _("Language"),
        "byline": _("Byline"),
    }
    is_there = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    leave = forms.BooleanField(label=_("Leave this table out"), required=False)

    def __init__(
        self, data: QueryDict | None, *, upload: ImportUpload, table: ColumnsNeeded
    ) -> None:
        # The name of a table may hold any characters.
        prefix = f"table{upload.pk}-{sha256(table.name.encode('utf-8', 'replace'))[:12]}"
        super().__init__(data, prefix=prefix)
        columns = [("", _("— none —")), *((name, name) for name in table.columns)]
        for field, label in self.FIELDS.items():
            self.fields[field] = forms.ChoiceField(
                label=label,
                choices=columns,
                required=False,
                initial=table.choice.columns.get(field, ""),
            )

    def is_sent(self) -> bool:
        """Whether the table was on the page that was sent."""
        return self.add_prefix("is_there") in self.data

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("leave"):
            return cleaned
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _("Choose the column that holds the text of the articles."))
        seen: dict[str, str] = {}
        for field in self.FIELDS:
            column = cleaned.get(field)
            if column and column in seen:
                self.add_error(
                    field, _("“%(name)s” is chosen for another field too.") % {"name": column}
                )
            elif column:
                seen[column] = field
        return cleaned

    def choices(self) -> list[forms.BoundField]:
        return [self[field] for field in self.FIELDS]

    def mapping(self) -> dict[str, str]:
        """The column for each field; none for any where the table is to be left out."""
        leave = self.cleaned_data["leave"]
        return {field: "" if leave else self.cleaned_data[field] for field in self.FIELDS}


class ImportForm(forms.Form):
    """Files, web addresses where they may be fetched, or a pasted text with what is known of it."""

    uploads = FilesField(
        label=_("Files"),
        required=False,
        help_text=_(
            "Text and Markdown, Word, OpenDocument and PDF documents, saved web pages, e-mails, "
            "feeds, subtitles, news items of agencies, tables and JSON of articles, and ZIP "
            "archives of these. Up to 500 files at once, of 20 MB each; a table or an archive may "
            "have 200 MB."
        ),
    )
    addresses = AddressesField(
        label=_("Web addresses"),
        help_text=_(
            "One a line. The server fetches each page as anybody sees it; save and upload what "
            "needs a subscription or a sign-in."
        ),
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=500,
        required=False,
        help_text=_("Leave empty to use the first line."),
    )
    url = address_field()
    published_on = DayField(label=_("Published on"), required=False)
    byline = forms.CharField(label=_("Byline"), max_length=300, required=False)
    outlet = forms.CharField(
        label=_("Outlet"),
        max_length=200,
        required=False,
        widget=text_input_with_list("known-outlets"),
        help_text=_(
            "Of texts, documents, e-mails and web pages; tables, feeds and items of agencies keep "
            "the one that they name."
        ),
    )
    language = LanguageField(
        label=_("Language"),
        help_text=_("Language code such as en. Leave empty to detect."),
    )
    verbatim = forms.BooleanField(
        label=_("Keep exactly as is"),
        required=False,
        help_text=_("Nothing is left out of the texts, and no lines are joined."),
    )

    PASTED = ("title", "url", "published_on", "byline")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not settings.FETCH_ADDRESSES:
            del self.fields["addresses"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if are_web_addresses(cleaned.get("text", "")):
            self.take_text_as_addresses(cleaned)
        if len(cleaned.get("addresses", [])) > settings.MOST_ADDRESSES:
            most = _("Give at most %(most)s addresses at once.") % {"most": settings.MOST_ADDRESSES}
            self.add_error("addresses", most)
        given = (cleaned.get("uploads"), cleaned.get("addresses"), cleaned.get("text", "").strip())
        if not any(given) and not self.errors:
            raise forms.ValidationError(_("Choose at least one file, or paste a text."))
        if cleaned.get("uploads") and self.errors:
            # No browser sends them a second time by itself.
            self.add_error("uploads", _("Choose your files again: they were not kept."))
        return cleaned

    def take_text_as_addresses(self, cleaned: dict[str, Any]) -> None:
        """Addresses that were pasted where a text belongs are meant, or it is said how to go on."""
        if "addresses" not in self.fields:
            words = _(
                "This is a web address, and fetching pages is switched off here. Open it in your "
                "browser, save the page and upload the file, or ask your administrator."
            )
            self.add_error("text", words)
        elif any(cleaned.get(name) for name in self.PASTED):
            words = _(
                "This is a web address. You can leave title, address, date and byline empty and "
                "correct what the page says of them in the next step."
            )
            self.add_error("text", words)
        else:
            given = [*cleaned.get("addresses", []), *web_addresses(cleaned["text"])]
            cleaned["addresses"], cleaned["text"] = list(dict.fromkeys(given)), ""

    def edits(self) -> dict[str, Any]:
        """What was said of the pasted text."""
        return {name: self.cleaned_data[name] for name in self.PASTED if self.cleaned_data[name]}


class StoryForm(forms.Form):
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        help_text=_("One event that several articles report."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
