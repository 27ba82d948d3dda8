WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "field_years",
    "id",
    "judgement:RB138-4",
    "judgement:RB138-5",
    "little_giant_valid",
    "main_revenue_mean_3y",
    "main_revenue_y1",
    "main_revenue_y2",
    "main_revenue_y3",
    "market_rank_global",
    "new_product",
    "prohibited_products",
    "registered_in_china",
    "serious_violation_past_3y",
    "srdi_sme_valid"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    COALESCE(
      (
        CAST((
          (
            "main_revenue_y1" + "main_revenue_y2"
          ) + "main_revenue_y3"
        ) AS DOUBLE) / 3.0
      ),
      CAST("main_revenue_mean_3y" AS DOUBLE)
    ) AS "value:main_revenue_mean_3y"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CAST(COALESCE(CAST((
      "registered_in_china"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB138-0a",
    CAST(COALESCE(CAST((
      NOT (
        "abnormal_or_dishonest_listed"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB138-0b",
    CAST(COALESCE(CAST((
      NOT (
        "prohibited_products"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB138-0c",
    CAST(COALESCE(CAST((
      NOT (
        "serious_violation_past_3y"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB138-0d",
    CAST(COALESCE(
      CAST((
        (
          "field_years" >= 10
        )
        OR (
          (
            "new_product"
          ) AND (
            "field_years" >= 5
          )
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB138-1",
    CAST(COALESCE(
      CAST((
        (
          "value:main_revenue_mean_3y" >= 40000000000 - 1e-13 * (
            40000000001.0 + COALESCE(ABS(CAST("main_revenue_y1" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y2" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y3" AS DOUBLE)), 0)
          )
        )
        OR (
          (
            (
              "srdi_sme_valid"
            ) OR (
              "little_giant_valid"
            )
          )
          AND (
            "value:main_revenue_mean_3y" >= 20000000000 - 1e-13 * (
              20000000001.0 + COALESCE(ABS(CAST("main_revenue_y1" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y2" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y3" AS DOUBLE)), 0)
            )
          )
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB138-2",
    CAST(COALESCE(CAST((
      "market_rank_global" <= 3
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB138-3",
    CAST(COALESCE(CAST((
      "judgement:RB138-4"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB138-4",
    CAST(COALESCE(CAST((
      "judgement:RB138-5"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB138-5",
    COALESCE(
      ABS("value:main_revenue_mean_3y" - (
        40000000000
      )) <= 1e-13 * (
        40000000001.0 + COALESCE(ABS(CAST("main_revenue_y1" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y2" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y3" AS DOUBLE)), 0)
      )
      OR ABS("value:main_revenue_mean_3y" - (
        20000000000
      )) <= 1e-13 * (
        20000000001.0 + COALESCE(ABS(CAST("main_revenue_y1" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y2" AS DOUBLE)), 0) + COALESCE(ABS(CAST("main_revenue_y3" AS DOUBLE)), 0)
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CAST(LEAST("RB138-0a", "RB138-0b", "RB138-0c", "RB138-0d") AS TINYINT) AS "RB138-0"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CAST(LEAST("RB138-0", "RB138-1", "RB138-2", "RB138-3", "RB138-4", "RB138-5") AS TINYINT) AS "RB138"
  FROM "step_3"
)
SELECT
  "id",
  "RB138",
  "RB138-0",
  "RB138-0a",
  "RB138-0b",
  "RB138-0c",
  "RB138-0d",
  "RB138-1",
  "RB138-2",
  "RB138-3",
  "RB138-4",
  "RB138-5",
  "on_the_line"
FROM "step_4"
