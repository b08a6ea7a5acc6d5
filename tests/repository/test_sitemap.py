"""The sitemap with everything in it is valid, and within the limits of the protocol."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from lxml import etree

from tests.factories.directory import TherapistFactory

#: The protocol of sitemaps.org, version 0.9, written down as a schema.
SCHEMA = """
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
    targetNamespace="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9">
  <xs:simpleType name="place">
    <xs:restriction base="xs:anyURI">
      <xs:minLength value="12"/>
      <xs:maxLength value="2048"/>
      <xs:pattern value="https?://[^/]+/.*"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="moment"><xs:union memberTypes="xs:date xs:dateTime"/></xs:simpleType>
  <xs:simpleType name="frequency">
    <xs:restriction base="xs:string">
      <xs:enumeration value="always"/><xs:enumeration value="hourly"/>
      <xs:enumeration value="daily"/><xs:enumeration value="weekly"/>
      <xs:enumeration value="monthly"/><xs:enumeration value="yearly"/>
      <xs:enumeration value="never"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:simpleType name="priority">
    <xs:restriction base="xs:decimal">
      <xs:minInclusive value="0"/><xs:maxInclusive value="1"/>
    </xs:restriction>
  </xs:simpleType>
  <xs:element name="urlset">
    <xs:complexType><xs:sequence>
      <xs:element name="url" maxOccurs="50000">
        <xs:complexType><xs:all>
          <xs:element name="loc" type="place"/>
          <xs:element name="lastmod" type="moment" minOccurs="0"/>
          <xs:element name="changefreq" type="frequency" minOccurs="0"/>
          <xs:element name="priority" type="priority" minOccurs="0"/>
        </xs:all></xs:complexType>
      </xs:element>
    </xs:sequence></xs:complexType>
    <xs:unique name="each_page_once">
      <xs:selector xpath="s:url"/><xs:field xpath="s:loc"/>
    </xs:unique>
  </xs:element>
</xs:schema>
"""
MOST_BYTES = 50 * 1024 * 1024


@pytest.mark.usefixtures("vocabulary")
def test_the_sitemap_of_a_full_site_is_valid(client: Client) -> None:
    call_command("import_articles", stdout=StringIO(), stderr=StringIO())
    TherapistFactory(published=True)
    content = client.get("/sitemap.xml").content

    schema = etree.XMLSchema(etree.fromstring(SCHEMA))
    schema.validate(etree.fromstring(content))

    assert [str(problem) for problem in schema.error_log] == []
    assert len(content) <= MOST_BYTES
    assert content.count(b"/articles/") > 20
    assert content.count(b"<lastmod>") > 20


@pytest.mark.parametrize(
    "entry",
    [
        "<url><loc>/articles/</loc></url>",
        "<url><loc>https://a.example/</loc><lastmod>yesterday</lastmod></url>",
        "<url><loc>https://a.example/</loc><changefreq>often</changefreq></url>",
        "<url><loc>https://a.example/</loc></url><url><loc>https://a.example/</loc></url>",
        "<url><name>https://a.example/</name></url>",
        "",
    ],
)
def test_what_is_wrong_is_found(entry: str) -> None:
    schema = etree.XMLSchema(etree.fromstring(SCHEMA))
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"

    assert not schema.validate(etree.fromstring(f'<urlset xmlns="{namespace}">{entry}</urlset>'))
