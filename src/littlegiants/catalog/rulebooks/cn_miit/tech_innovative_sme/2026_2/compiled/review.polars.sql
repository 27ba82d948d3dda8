WITH "step_0" AS (
  SELECT
    "id",
    "innovative_sme_valid",
    "tech_sme_valid"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    CAST(COALESCE(CAST((
      "innovative_sme_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-T1-INNOVATIVE",
    CAST(COALESCE(CAST((
      "tech_sme_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-T1-TECH",
    FALSE AS "on_the_line"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CAST(GREATEST("RB02-T1-INNOVATIVE", "RB02-T1-TECH") AS TINYINT) AS "RB02-T1-STATUS"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CAST("RB02-T1-STATUS" AS TINYINT) AS "RB02-T1"
  FROM "step_2"
)
SELECT
  "id",
  "RB02-T1",
  "RB02-T1-STATUS",
  "RB02-T1-INNOVATIVE",
  "RB02-T1-TECH",
  "on_the_line"
FROM "step_3"
