-- Both 2026 rulebooks for a new application, written by hand for DuckDB.
--
-- Three-valued: NULL is unknown; AND, OR and NOT follow Kleene.
-- Exact: ratios are cross-multiplied BIGINTs, and NULL where the denominator is zero.
-- Amounts are fen: one wan yuan is 1,000,000 fen. They must not be negative and must stay below
-- 2e16 fen, which holds here and is not checked.
-- verdict(test, if_true) is the macro of duckdb_hand.py; 2 is manual_review, 3 met, 4 not_applicable.
WITH
tests AS (
  SELECT
    id,
    registered_in_china AND is_sme AS g1,
    NOT abnormal_or_dishonest_listed AS g2,
    NOT prohibited_products AS g3,
    NOT serious_violation_past_3y AS g4,
    niche_years >= 3 AS niche,
    CASE WHEN revenue_y1 <> 0 THEN rd_expense_y1 * 100 >= revenue_y1 * 3 END
      AND CASE WHEN revenue_y2 <> 0 THEN rd_expense_y2 * 100 >= revenue_y2 * 3 END AS rd_share,
    srdi_sme_valid AS lg_1a,
    revenue_y1 >= 5000 * 1000000::BIGINT AS lg_2a,
    CASE WHEN revenue_y1 <> 0 THEN main_revenue_y1 * 10 >= revenue_y1 * 9 END AS lg_2b,
    CASE WHEN revenue_y3 <> 0 THEN revenue_y1 * 400 >= revenue_y3 * 441 END AS lg_2c,
    CASE WHEN total_assets_y1 <> 0
      THEN total_liabilities_y1 * 100 <= total_assets_y1 * 75 END AS lg_2d,
    rd_expense_y1 + rd_expense_y2 >= 1200 * 1000000::BIGINT AS lg_rd_sum,
    class1_ip_count >= 4 OR national_award_top3_in_3y AS lg_4,
    national_award_top3_in_3y AS lg_4a,
    market_share >= 0.1::DOUBLE OR market_rank_domestic <= 3 AS lg_5,
    development_score_y0 >= 60 AS lg_7,
    tech_sme_valid OR innovative_sme_valid AS srdi_1a,
    revenue_y1 >= 1500 * 1000000::BIGINT
      OR equity_paid_in_total_2y >= 2000 * 1000000::BIGINT AS srdi_2a,
    CASE WHEN revenue_y1 <> 0 THEN main_revenue_y1 * 10 >= revenue_y1 * 8 END AS srdi_2b,
    CASE WHEN total_assets_y1 <> 0
      THEN total_liabilities_y1 * 100 <= total_assets_y1 * 80 END AS srdi_2c,
    rd_expense_y1 >= 100 * 1000000::BIGINT
      AND rd_expense_y2 >= 100 * 1000000::BIGINT AS srdi_rd_amounts,
    class1_ip_count >= 1 AS srdi_ip,
    provincial_award_top3_in_3y OR national_award_top3_in_3y AS srdi_4a,
    rd_institution_level IN ('provincial', 'national') AS srdi_4b,
    development_score_y0 >= 50 AS srdi_6
  FROM facts
),
clauses AS (
  SELECT
    *,
    lg_rd_sum AND rd_share AS lg_3,
    srdi_rd_amounts AND rd_share AS srdi_3,
    srdi_ip OR srdi_4a OR srdi_4b AS srdi_4,
    g1 AND g2 AND g3 AND g4 AND niche AS common
  FROM tests
)
SELECT
  id,
  verdict(g1, 3) AS "little_giant:RB02-G1",
  verdict(g2, 3) AS "little_giant:RB02-G2",
  verdict(g3, 3) AS "little_giant:RB02-G3",
  verdict(g4, 3) AS "little_giant:RB02-G4",
  verdict(lg_1a, 3) AS "little_giant:RB02-LG-1a",
  verdict(niche, 3) AS "little_giant:RB02-LG-1b",
  verdict(lg_2a, 3) AS "little_giant:RB02-LG-2a",
  verdict(lg_2b, 3) AS "little_giant:RB02-LG-2b",
  verdict(lg_2c, 3) AS "little_giant:RB02-LG-2c",
  verdict(lg_2d, 3) AS "little_giant:RB02-LG-2d",
  verdict(lg_3, 3) AS "little_giant:RB02-LG-3",
  verdict(lg_4, 3) AS "little_giant:RB02-LG-4",
  verdict(lg_4a, 3) AS "little_giant:RB02-LG-4a",
  verdict(lg_5, 3) AS "little_giant:RB02-LG-5",
  2::TINYINT AS "little_giant:RB02-LG-5-KNOWN",
  2::TINYINT AS "little_giant:RB02-LG-6",
  verdict(lg_7, 3) AS "little_giant:RB02-LG-7",
  verdict(lg_7, 3) AS "little_giant:RB02-LG-7-THIS",
  4::TINYINT AS "little_giant:RB02-LG-7-LAST",
  verdict(
    common AND lg_1a AND lg_2a AND lg_2b AND lg_2c AND lg_2d AND lg_3 AND lg_4 AND lg_5 AND lg_7, 2
  ) AS "little_giant:RB02-LG",
  verdict(g1, 3) AS "srdi_sme:RB02-G1",
  verdict(g2, 3) AS "srdi_sme:RB02-G2",
  verdict(g3, 3) AS "srdi_sme:RB02-G3",
  verdict(g4, 3) AS "srdi_sme:RB02-G4",
  verdict(srdi_1a, 3) AS "srdi_sme:RB02-SRDI-1a",
  verdict(niche, 3) AS "srdi_sme:RB02-SRDI-1b",
  verdict(srdi_2a, 3) AS "srdi_sme:RB02-SRDI-2a",
  verdict(srdi_2b, 3) AS "srdi_sme:RB02-SRDI-2b",
  verdict(srdi_2c, 3) AS "srdi_sme:RB02-SRDI-2c",
  verdict(srdi_3, 3) AS "srdi_sme:RB02-SRDI-3",
  verdict(srdi_4, 3) AS "srdi_sme:RB02-SRDI-4",
  verdict(srdi_4a, 3) AS "srdi_sme:RB02-SRDI-4a",
  verdict(srdi_4b, 3) AS "srdi_sme:RB02-SRDI-4b",
  2::TINYINT AS "srdi_sme:RB02-SRDI-5",
  verdict(srdi_6, 3) AS "srdi_sme:RB02-SRDI-6",
  verdict(srdi_6, 3) AS "srdi_sme:RB02-SRDI-6-THIS",
  4::TINYINT AS "srdi_sme:RB02-SRDI-6-LAST",
  verdict(
    common AND srdi_1a AND srdi_2a AND srdi_2b AND srdi_2c AND srdi_3 AND srdi_4 AND srdi_6, 2
  ) AS "srdi_sme:RB02-SRDI"
FROM clauses
