WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "class1_ip_count",
    "debt_ratio_y1",
    "development_score_y0",
    "development_score_y1",
    "employees_y1",
    "id",
    "is_sme",
    "judgement:RB02-LG-5-KNOWN",
    "judgement:RB02-LG-6",
    "main_revenue_ratio_y1",
    "main_revenue_y1",
    "market_rank_domestic",
    "market_share",
    "national_award_top3_in_3y",
    "niche_years",
    "prohibited_products",
    "rd_expense_sum_2y",
    "rd_expense_y1",
    "rd_expense_y2",
    "rd_ratio_y1",
    "rd_ratio_y2",
    "registered_in_china",
    "revenue_compound_growth_2y",
    "revenue_y1",
    "revenue_y2",
    "revenue_y3",
    "serious_violation_past_3y",
    "size_industry",
    "srdi_sme_valid",
    "total_assets_y1",
    "total_liabilities_y1"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    CASE
      WHEN "revenue_y3" > 0 AND "revenue_y1" >= 0
      THEN CAST("revenue_y1" AS DOUBLE) / CAST("revenue_y3" AS DOUBLE)
      ELSE CAST(NULL AS DOUBLE)
    END AS "factor:revenue_2y"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    COALESCE(
      (
        CAST("main_revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y1" AS DOUBLE), 0.0)
      ),
      CAST("main_revenue_ratio_y1" AS DOUBLE)
    ) AS "value:main_revenue_ratio_y1",
    COALESCE(
      (
        CAST("total_liabilities_y1" AS DOUBLE) / NULLIF(CAST("total_assets_y1" AS DOUBLE), 0.0)
      ),
      CAST("debt_ratio_y1" AS DOUBLE)
    ) AS "value:debt_ratio_y1",
    COALESCE((
      "rd_expense_y1" + "rd_expense_y2"
    ), CAST("rd_expense_sum_2y" AS BIGINT)) AS "value:rd_expense_sum_2y",
    COALESCE(
      (
        CAST("rd_expense_y1" AS DOUBLE) / NULLIF(CAST("revenue_y1" AS DOUBLE), 0.0)
      ),
      CAST("rd_ratio_y1" AS DOUBLE)
    ) AS "value:rd_ratio_y1",
    COALESCE(
      (
        CAST("rd_expense_y2" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
      ),
      CAST("rd_ratio_y2" AS DOUBLE)
    ) AS "value:rd_ratio_y2"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CAST(COALESCE(
      CAST((
        (
          "registered_in_china"
        )
        AND (
          COALESCE(
            (
              (
                "size_industry" IN ('agriculture')
              )
              AND (
                NOT (
                  NOT (
                    "revenue_y1" < 20000000000
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('industry')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 1000
                    ) OR (
                      "revenue_y1" < 40000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('construction')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "revenue_y1" < 80000000000
                    ) OR (
                      "total_assets_y1" < 80000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('wholesale')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 200
                    ) OR (
                      "revenue_y1" < 40000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('retail')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 300
                    ) OR (
                      "revenue_y1" < 20000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('transport')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 1000
                    ) OR (
                      "revenue_y1" < 30000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('warehousing')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 200
                    ) OR (
                      "revenue_y1" < 30000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('post')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 1000
                    ) OR (
                      "revenue_y1" < 30000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('accommodation')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 300
                    ) OR (
                      "revenue_y1" < 10000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('catering')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 300
                    ) OR (
                      "revenue_y1" < 10000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('information_transmission')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 2000
                    ) OR (
                      "revenue_y1" < 100000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('software')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 300
                    ) OR (
                      "revenue_y1" < 10000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('real_estate')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "revenue_y1" < 200000000000
                    ) OR (
                      "total_assets_y1" < 10000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('property_management')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 1000
                    ) OR (
                      "revenue_y1" < 5000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('leasing_business')
              )
              AND (
                NOT (
                  NOT (
                    (
                      "employees_y1" < 300
                    ) OR (
                      "total_assets_y1" < 120000000000
                    )
                  )
                )
              )
            )
            OR (
              (
                "size_industry" IN ('other')
              )
              AND (
                NOT (
                  NOT (
                    "employees_y1" < 300
                  )
                )
              )
            ),
            "is_sme"
          )
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-G1",
    CAST(COALESCE(CAST((
      NOT (
        "abnormal_or_dishonest_listed"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-G2",
    CAST(COALESCE(CAST((
      NOT (
        "prohibited_products"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-G3",
    CAST(COALESCE(CAST((
      NOT (
        "serious_violation_past_3y"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-G4",
    CAST(COALESCE(CAST((
      "srdi_sme_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-1a",
    CAST(COALESCE(CAST((
      "niche_years" >= 3
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-1b",
    CAST(COALESCE(CAST((
      "revenue_y1" >= 5000000000
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-2a",
    CAST(COALESCE(CAST((
      "value:main_revenue_ratio_y1" >= 0.8999999999998101
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-2b",
    CAST(COALESCE(
      CAST((
        COALESCE("factor:revenue_2y" >= 1.1024999999998897, "revenue_compound_growth_2y" >= 0.05)
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-LG-2c",
    CAST(COALESCE(CAST((
      "value:debt_ratio_y1" <= 0.750000000000175
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-2d",
    CAST(COALESCE(
      CAST((
        (
          "value:rd_expense_sum_2y" >= 1200000000
        )
        AND (
          (
            "value:rd_ratio_y1" >= 0.029999999999896998
          )
          AND (
            "value:rd_ratio_y2" >= 0.029999999999896998
          )
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-LG-3",
    CAST(COALESCE(CAST((
      "national_award_top3_in_3y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-4a",
    CAST(COALESCE(
      CAST((
        (
          "market_share" >= 0.1
        ) OR (
          "market_rank_domestic" <= 3
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-LG-5",
    CAST(COALESCE(CAST((
      "judgement:RB02-LG-5-KNOWN"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB02-LG-5-KNOWN",
    CAST(COALESCE(CAST((
      "judgement:RB02-LG-6"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB02-LG-6",
    CAST(COALESCE(CAST((
      "development_score_y0" >= 60
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-LG-7-THIS",
    CAST(4 AS TINYINT) AS "RB02-LG-7-LAST",
    COALESCE(
      (
        "value:main_revenue_ratio_y1" >= 0.8999999999998101
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.90000000000019
      )
      OR (
        "factor:revenue_2y" >= 1.1024999999998897
      )
      AND (
        "factor:revenue_2y" <= 1.1025000000001104
      )
      OR (
        "value:debt_ratio_y1" >= 0.749999999999825
      )
      AND (
        "value:debt_ratio_y1" <= 0.750000000000175
      )
      OR (
        "value:rd_ratio_y1" >= 0.029999999999896998
      )
      AND (
        "value:rd_ratio_y1" <= 0.030000000000103
      )
      OR (
        "value:rd_ratio_y2" >= 0.029999999999896998
      )
      AND (
        "value:rd_ratio_y2" <= 0.030000000000103
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CAST(GREATEST(COALESCE(CAST((
      "class1_ip_count" >= 4
    ) AS TINYINT) * 3, 1), "RB02-LG-4a") AS TINYINT) AS "RB02-LG-4",
    CAST("RB02-LG-7-THIS" AS TINYINT) AS "RB02-LG-7"
  FROM "step_3"
), "step_5" AS (
  SELECT
    *,
    CAST(LEAST(
      "RB02-G1",
      "RB02-G2",
      "RB02-G3",
      "RB02-G4",
      "RB02-LG-1a",
      "RB02-LG-1b",
      "RB02-LG-2a",
      "RB02-LG-2b",
      "RB02-LG-2c",
      "RB02-LG-2d",
      "RB02-LG-3",
      "RB02-LG-4",
      "RB02-LG-5",
      "RB02-LG-5-KNOWN",
      "RB02-LG-6",
      "RB02-LG-7"
    ) AS TINYINT) AS "RB02-LG"
  FROM "step_4"
)
SELECT
  "id",
  "RB02-LG",
  "RB02-G1",
  "RB02-G2",
  "RB02-G3",
  "RB02-G4",
  "RB02-LG-1a",
  "RB02-LG-1b",
  "RB02-LG-2a",
  "RB02-LG-2b",
  "RB02-LG-2c",
  "RB02-LG-2d",
  "RB02-LG-3",
  "RB02-LG-4",
  "RB02-LG-4a",
  "RB02-LG-5",
  "RB02-LG-5-KNOWN",
  "RB02-LG-6",
  "RB02-LG-7",
  "RB02-LG-7-THIS",
  "RB02-LG-7-LAST",
  "on_the_line"
FROM "step_5"
