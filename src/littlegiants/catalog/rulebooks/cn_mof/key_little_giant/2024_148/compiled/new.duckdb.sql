WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "central_support_before",
    "id",
    "judgement:F2024-2a",
    "judgement:F2024-2b",
    "judgement:F2024-2c",
    "judgement:F2024-2d",
    "judgement:F2024-5f",
    "little_giant_valid",
    "planned_investment",
    "serious_violation_past_3y",
    "shares_publicly_issued"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    CAST(COALESCE(CAST((
      "judgement:F2024-2a"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "F2024-2a",
    CAST(COALESCE(CAST((
      "judgement:F2024-2b"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "F2024-2b",
    CAST(COALESCE(CAST((
      "judgement:F2024-2c"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "F2024-2c",
    CAST(COALESCE(CAST((
      "judgement:F2024-2d"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "F2024-2d",
    CAST(COALESCE(CAST((
      "planned_investment" >= 2000000000
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "F2024-4",
    CAST(COALESCE(CAST((
      "little_giant_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "F2024-5a",
    CAST(COALESCE(CAST((
      NOT (
        "shares_publicly_issued"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "F2024-5b",
    CAST(COALESCE(CAST((
      NOT (
        "central_support_before"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "F2024-5c",
    CAST(COALESCE(CAST((
      NOT (
        "abnormal_or_dishonest_listed"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "F2024-5d",
    CAST(COALESCE(CAST((
      NOT (
        "serious_violation_past_3y"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "F2024-5e",
    CAST(COALESCE(CAST((
      "judgement:F2024-5f"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "F2024-5f",
    FALSE AS "on_the_line"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CAST(CASE
      WHEN (
        CASE WHEN "F2024-2a" = 4 THEN 1 ELSE 0 END + CASE WHEN "F2024-2b" = 4 THEN 1 ELSE 0 END + CASE WHEN "F2024-2c" = 4 THEN 1 ELSE 0 END + CASE WHEN "F2024-2d" = 4 THEN 1 ELSE 0 END
      ) = 4
      THEN 4
      WHEN (
        CASE WHEN "F2024-2a" = 3 THEN 1 ELSE 0 END + CASE WHEN "F2024-2b" = 3 THEN 1 ELSE 0 END + CASE WHEN "F2024-2c" = 3 THEN 1 ELSE 0 END + CASE WHEN "F2024-2d" = 3 THEN 1 ELSE 0 END
      ) >= 1
      THEN 3
      WHEN (
        CASE WHEN "F2024-2a" = 3 OR "F2024-2a" = 1 OR "F2024-2a" = 2 THEN 1 ELSE 0 END + CASE WHEN "F2024-2b" = 3 OR "F2024-2b" = 1 OR "F2024-2b" = 2 THEN 1 ELSE 0 END + CASE WHEN "F2024-2c" = 3 OR "F2024-2c" = 1 OR "F2024-2c" = 2 THEN 1 ELSE 0 END + CASE WHEN "F2024-2d" = 3 OR "F2024-2d" = 1 OR "F2024-2d" = 2 THEN 1 ELSE 0 END
      ) < 1
      THEN 0
      WHEN (
        CASE WHEN "F2024-2a" = 1 THEN 1 ELSE 0 END + CASE WHEN "F2024-2b" = 1 THEN 1 ELSE 0 END + CASE WHEN "F2024-2c" = 1 THEN 1 ELSE 0 END + CASE WHEN "F2024-2d" = 1 THEN 1 ELSE 0 END
      ) > 0
      THEN 1
      ELSE 2
    END AS TINYINT) AS "F2024-2",
    CAST(LEAST("F2024-5a", "F2024-5b", "F2024-5c", "F2024-5d", "F2024-5e", "F2024-5f") AS TINYINT) AS "F2024-5"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CAST(LEAST("F2024-2", "F2024-4", "F2024-5") AS TINYINT) AS "F2024"
  FROM "step_2"
)
SELECT
  "id",
  "F2024",
  "F2024-2",
  "F2024-2a",
  "F2024-2b",
  "F2024-2c",
  "F2024-2d",
  "F2024-4",
  "F2024-5",
  "F2024-5a",
  "F2024-5b",
  "F2024-5c",
  "F2024-5d",
  "F2024-5e",
  "F2024-5f",
  "on_the_line"
FROM "step_3"
