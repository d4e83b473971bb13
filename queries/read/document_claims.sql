-- All columns of the claims of a document, in order.
-- in: document
-- out: id, kind, measure, value, value_text, value_op, value_high, not_reached, unit, at_value,
--   at_unit, ci_low, ci_high, ci_level, p_op, p_value, sd, se, q_low, q_high, spread, n, total,
--   statistic, df, df2, statistic_name, outcome, subject, comparator, population, analysis, direction,
--   polarity, strength, negated, hedged, assumption, place, section, passage, table_ordinal, span_start,
--   span_end, value_start, value_end, cited, extractor
SELECT
  id, kind, measure, value, value_text, value_op, value_high, not_reached, unit, at_value, at_unit,
  ci_low, ci_high, ci_level, p_op, p_value, sd, se, q_low, q_high, spread, n, total, statistic, df, df2,
  statistic_name, outcome, subject, comparator, population, analysis, direction, polarity, strength, negated,
  hedged, assumption, place, section, passage, table_ordinal, span_start, span_end, value_start, value_end,
  cited, extractor
FROM claim WHERE document = :document ORDER BY ordinal;
