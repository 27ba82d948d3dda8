WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "class1_ip_count",
    "debt_ratio_y1",
    "development_score_y0",
    "development_score_y1",
    "employees_y1",
    "equity_paid_in_total_2y",
    "id",
    "innovative_sme_valid",
    "is_sme",
    "judgement:RB02-SRDI-5",
    "main_revenue_ratio_y1",
    "main_revenue_y1",
    "national_award_top3_in_3y",
    "niche_years",
    "prohibited_products",
    "provincial_award_top3_in_3y",
    "rd_expense_y1",
    "rd_expense_y2",
    "rd_institution_level",
    "rd_ratio_y1",
    "rd_ratio_y2",
    "registered_in_china",
    "revenue_y1",
    "revenue_y2",
    "serious_violation_past_3y",
    "size_industry",
    "tech_sme_valid",
    "total_assets_y1",
    "total_liabilities_y1"
  FROM "facts"
), "step_1" AS (
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
  FROM "step_0"
), "step_2" AS (
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
    CAST(COALESCE(
      CAST((
        (
          "innovative_sme_valid"
        ) OR (
          "tech_sme_valid"
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-SRDI-1a",
    CAST(COALESCE(CAST((
      "niche_years" >= 3
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-SRDI-1b",
    CAST(COALESCE(
      CAST((
        (
          "revenue_y1" >= 1500000000
        ) OR (
          "equity_paid_in_total_2y" >= 2000000000
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-SRDI-2a",
    CAST(COALESCE(CAST((
      "value:main_revenue_ratio_y1" >= 0.7999999999998201
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-SRDI-2b",
    CAST(COALESCE(CAST((
      "value:debt_ratio_y1" <= 0.80000000000018
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-SRDI-2c",
    CAST(COALESCE(
      CAST((
        (
          (
            "rd_expense_y1" >= 100000000
          )
          AND (
            "value:rd_ratio_y1" >= 0.029999999999896998
          )
        )
        AND (
          (
            "rd_expense_y2" >= 100000000
          )
          AND (
            "value:rd_ratio_y2" >= 0.029999999999896998
          )
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-SRDI-3",
    CAST(COALESCE(
      CAST((
        (
          "provincial_award_top3_in_3y"
        ) OR (
          "national_award_top3_in_3y"
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB02-SRDI-4a",
    CAST(COALESCE(CAST((
      "rd_institution_level" IN ('provincial', 'national')
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-SRDI-4b",
    CAST(COALESCE(CAST((
      "judgement:RB02-SRDI-5"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB02-SRDI-5",
    CAST(COALESCE(CAST((
      "development_score_y0" >= 50
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB02-SRDI-6-THIS",
    CAST(4 AS TINYINT) AS "RB02-SRDI-6-LAST",
    COALESCE(
      (
        "value:main_revenue_ratio_y1" >= 0.7999999999998201
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.80000000000018
      )
      OR (
        "value:debt_ratio_y1" >= 0.7999999999998201
      )
      AND (
        "value:debt_ratio_y1" <= 0.80000000000018
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
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CAST(GREATEST(
      COALESCE(CAST((
        "class1_ip_count" >= 1
      ) AS TINYINT) * 3, 1),
      "RB02-SRDI-4a",
      "RB02-SRDI-4b"
    ) AS TINYINT) AS "RB02-SRDI-4",
    CAST("RB02-SRDI-6-THIS" AS TINYINT) AS "RB02-SRDI-6"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CAST(LEAST(
      "RB02-G1",
      "RB02-G2",
      "RB02-G3",
      "RB02-G4",
      "RB02-SRDI-1a",
      "RB02-SRDI-1b",
      "RB02-SRDI-2a",
      "RB02-SRDI-2b",
      "RB02-SRDI-2c",
      "RB02-SRDI-3",
      "RB02-SRDI-4",
      "RB02-SRDI-5",
      "RB02-SRDI-6"
    ) AS TINYINT) AS "RB02-SRDI"
  FROM "step_3"
)
SELECT
  "id",
  "RB02-SRDI",
  "RB02-G1",
  "RB02-G2",
  "RB02-G3",
  "RB02-G4",
  "RB02-SRDI-1a",
  "RB02-SRDI-1b",
  "RB02-SRDI-2a",
  "RB02-SRDI-2b",
  "RB02-SRDI-2c",
  "RB02-SRDI-3",
  "RB02-SRDI-4",
  "RB02-SRDI-4a",
  "RB02-SRDI-4b",
  "RB02-SRDI-5",
  "RB02-SRDI-6",
  "RB02-SRDI-6-THIS",
  "RB02-SRDI-6-LAST",
  "on_the_line"
FROM "step_4"
