"""{{ article.language|language_name }}"""

from django import template

from articles.languages import language_name

register = template.Library()
register.filter("language_name", language_name)
