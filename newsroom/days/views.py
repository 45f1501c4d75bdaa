"""What is read in the words that somebody types for a day, told while they type."""

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from newsroom.days.fields import complaint
from newsroom.days.reading import NotADay, read_day


@require_safe
def day(request: HttpRequest) -> JsonResponse:
    """`day` as 2026-11-29, `words` as we write it, `said` with its weekday; or the `problem`."""
    try:
        read = read_day(request.GET.get("words", ""), today=timezone.localdate())
    except NotADay as refused:
        return JsonResponse({"problem": complaint(refused)})
    words = date_format(read)
    said = f"{date_format(read, 'l')}, {words}"
    return JsonResponse({"day": read.isoformat(), "words": words, "said": said})
