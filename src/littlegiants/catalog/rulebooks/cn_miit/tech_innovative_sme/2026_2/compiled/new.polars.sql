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
    CAST(CASE
      WHEN "RB02-T1-INNOVATIVE" = 3 OR "RB02-T1-TECH" = 3
      THEN 3
      WHEN "RB02-T1-INNOVATIVE" = 1 OR "RB02-T1-TECH" = 1
      THEN 1
      WHEN "RB02-T1-INNOVATIVE" = 2 OR "RB02-T1-TECH" = 2
      THEN 2
      WHEN "RB02-T1-INNOVATIVE" = 0 OR "RB02-T1-TECH" = 0
      THEN 0
      ELSE 4
    END AS TINYINT) AS "RB02-T1-STATUS"
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
