-- Stores the claims of a document; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO claim (
  nr, document, ordinal, id, kind, measure, value, value_text, value_op, value_high, not_reached, unit,
  at_value, at_unit, ci_low, ci_high, ci_level, p_op, p_value, sd, se, q_low, q_high, spread, n, total,
  statistic, df, df2, statistic_name, outcome, subject, comparator, population, analysis, direction, polarity,
  strength, negated, hedged, assumption, place, section, passage, table_ordinal, span_start, span_end,
  value_start, value_end, cited, extractor, checksum)
SELECT
  c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23,
  c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c35, c36, c37, c38, c39, c40, c41, c42, c43, c44,
  c45, c46, c47, c48, c49, c50, c51, c52
FROM new_row;
