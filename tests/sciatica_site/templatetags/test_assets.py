"""The stylesheet links are the same with and without remembering them."""

from sciatica_site.templatetags.assets import stylesheets


def test_every_stylesheet_is_linked_once_with_the_layers_first(settings) -> None:
    settings.DEBUG = False
    links = stylesheets()

    assert links.index("css/layers.css") < links.index("css/tokens.css")
    assert links.count("css/layers.css") == 1


def test_development_reads_the_list_anew(settings) -> None:
    remembered = stylesheets()
    settings.DEBUG = True

    assert stylesheets() == remembered
