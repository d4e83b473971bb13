// Test-only: small JATS articles of our own writing, as many as a test wants, each with its own numbers.
#pragma once

#include <string>

#include <fmt/format.h>

namespace warrant::test {

// Article `n` (from 1): identifiers, abstract, two sections, a table, two references and their citations. `version`
// changes a number in the text but not the identifiers, `paragraphs` of results make it as dear as wanted.
inline std::string jats_article(int n, int version = 1, int paragraphs = 8) {
  const double ratio = 0.40 + 0.01 * (n % 50);
  std::string body;
  for (int i = 0; i < paragraphs; ++i)
    body += fmt::format(
        "<p>In group {} of site {}, median overall survival was {}.{} months (95% CI {}.2–{}.8) with treatment "
        "and {}.1 months without (HR {:.2f}, 95% CI {:.2f}–{:.2f}; P = 0.0{}) <xref ref-type=\"bibr\" "
        "rid=\"R{}\">[{}]</xref>. Toxicity of grade {} was seen in {} of {} patients.</p>\n",
        i, n, 10 + n % 20, i, 8 + n % 20, 14 + n % 20, 9 + n % 9, ratio, ratio - 0.1, ratio + 0.15, 1 + i % 8,
        1 + i % 2, 1 + i % 2, 1 + i % 4, n % 40 + version, 100 + n);
  return fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.0 20120330//EN" "JATS-archivearticle1.dtd">
<article article-type="research-article"><front><journal-meta><journal-title-group><journal-title>Journal of Invented Trials</journal-title></journal-title-group></journal-meta>
<article-meta><article-id pub-id-type="pmc">{0}</article-id><article-id pub-id-type="pmid">{1}</article-id><article-id pub-id-type="doi">10.9999/warrant.{2}</article-id>
<title-group><article-title>Invented trial number {2}: treatment against none</article-title></title-group>
<pub-date pub-type="epub"><year>{3}</year></pub-date>
<abstract><p>Overall survival was longer with treatment (hazard ratio {4:.2f}, 95% CI {5:.2f} to {6:.2f}).</p></abstract></article-meta></front>
<body><sec sec-type="methods"><title>Methods</title><p>Patients of site {2} were assigned at random.</p></sec>
<sec sec-type="results"><title>Results</title>
{7}<table-wrap id="T1"><label>Table 1</label><caption><p>Survival at site {2}.</p></caption><table><thead><tr><th>Arm</th><th>HR</th><th>95% CI</th></tr></thead>
<tbody><tr><td>Treatment</td><td>{4:.2f}</td><td>{5:.2f}–{6:.2f}</td></tr></tbody></table></table-wrap></sec></body>
<back><ref-list><ref id="R1"><label>1</label><element-citation publication-type="journal"><person-group><name><surname>Doe</surname><given-names>J</given-names></name></person-group><article-title>An earlier trial</article-title><source>J Inv</source><year>2001</year></element-citation></ref>
<ref id="R2"><label>2</label><mixed-citation>Roe R. Another trial. J Inv 2002;3:4-5.</mixed-citation></ref></ref-list></back></article>
)",
      9000000 + n, 8000000 + n, n, 2000 + n % 25, ratio, ratio - 0.1, ratio + 0.15, body);
}

}  // namespace warrant::test
