WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "class1_ip_count",
    "core_business_digital",
    "debt_ratio_y1",
    "employees_y1",
    "equity_paid_in_total_2y",
    "id",
    "is_sme",
    "judgement:RB63-LG-C1-KNOWN",
    "judgement:RB63-LG-L",
    "judgement:RB63-LG-Q",
    "judgement:RB63-LG-R4",
    "main_revenue_mean_growth_2y",
    "main_revenue_ratio_y1",
    "main_revenue_y1",
    "main_revenue_y2",
    "main_revenue_y3",
    "maker_china_50_in_3y",
    "management_system_certified",
    "market_share",
    "national_award_top3_in_3y",
    "niche_years",
    "own_brand",
    "product_certified_abroad",
    "prohibited_products",
    "rd_expense_sum_2y",
    "rd_expense_y1",
    "rd_expense_y2",
    "rd_institution",
    "rd_ratio_y1",
    "rd_ratio_y2",
    "rd_staff_ratio_y1",
    "rd_staff_y1",
    "registered_in_china",
    "revenue_y1",
    "revenue_y2",
    "serious_violation_past_3y",
    "size_industry",
    "srdi_sme_valid",
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
        CAST((
          CAST((
            CAST((
              CAST("main_revenue_y1" AS DOUBLE) / NULLIF(CAST("main_revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE) - 1.0
          ) AS DOUBLE) + CAST((
            CAST((
              CAST("main_revenue_y2" AS DOUBLE) / NULLIF(CAST("main_revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE) - 1.0
          ) AS DOUBLE)
        ) AS DOUBLE) / 2.0
      ),
      CAST("main_revenue_mean_growth_2y" AS DOUBLE)
    ) AS "value:main_revenue_mean_growth_2y",
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
    ) AS "value:rd_ratio_y2",
    COALESCE((
      "rd_expense_y1" + "rd_expense_y2"
    ), CAST("rd_expense_sum_2y" AS BIGINT)) AS "value:rd_expense_sum_2y",
    COALESCE(
      (
        CAST("rd_staff_y1" AS DOUBLE) / NULLIF(CAST("employees_y1" AS DOUBLE), 0.0)
      ),
      CAST("rd_staff_ratio_y1" AS DOUBLE)
    ) AS "value:rd_staff_ratio_y1"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CAST(COALESCE(CAST((
      "registered_in_china"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-G1",
    CAST(COALESCE(
      CAST((
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
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-G2",
    CAST(COALESCE(CAST((
      NOT (
        "abnormal_or_dishonest_listed"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-G3",
    CAST(COALESCE(CAST((
      NOT (
        "prohibited_products"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-G4",
    CAST(COALESCE(CAST((
      NOT (
        "serious_violation_past_3y"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-G5",
    CAST(COALESCE(CAST((
      "srdi_sme_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-PRE",
    CAST(COALESCE(CAST((
      "niche_years" >= 3
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-P1",
    CAST(COALESCE(CAST((
      "value:main_revenue_ratio_y1" >= 0.69999999999983
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-P2",
    CAST(COALESCE(
      CAST((
        "value:main_revenue_mean_growth_2y" >= 0.05 - 1e-13 * (
          3.05 + COALESCE(
            ABS(
              CAST((
                CAST("main_revenue_y1" AS DOUBLE) / NULLIF(CAST("main_revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("main_revenue_y2" AS DOUBLE) / NULLIF(CAST("main_revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-LG-P3",
    CAST(COALESCE(CAST((
      "core_business_digital"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-R1",
    CAST(COALESCE(
      CAST((
        (
          "management_system_certified"
        ) OR (
          "product_certified_abroad"
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-LG-R2",
    CAST(COALESCE(CAST((
      "value:debt_ratio_y1" <= 0.7000000000001699
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-R3",
    CAST(COALESCE(CAST((
      "judgement:RB63-LG-R4"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB63-LG-R4",
    CAST(COALESCE(CAST((
      "market_share" >= 0.1
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-C1",
    CAST(COALESCE(CAST((
      "judgement:RB63-LG-C1-KNOWN"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB63-LG-C1-KNOWN",
    CAST(COALESCE(CAST((
      "own_brand"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-C2",
    CAST(CASE
      WHEN "revenue_y1" >= 10000000000
      THEN COALESCE(
        CAST((
          (
            "value:rd_ratio_y1" >= 0.029999999999896998
          )
          AND (
            "value:rd_ratio_y2" >= 0.029999999999896998
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "revenue_y1" >= 10000000000
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB63-LG-N1a",
    CAST(CASE
      WHEN (
        "revenue_y1" >= 5000000000
      ) AND (
        "revenue_y1" < 10000000000
      )
      THEN COALESCE(
        CAST((
          (
            "value:rd_ratio_y1" >= 0.059999999999894
          )
          AND (
            "value:rd_ratio_y2" >= 0.059999999999894
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        (
          "revenue_y1" >= 5000000000
        ) AND (
          "revenue_y1" < 10000000000
        )
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB63-LG-N1b",
    CAST(CASE
      WHEN "revenue_y1" < 5000000000
      THEN COALESCE(
        CAST((
          (
            "equity_paid_in_total_2y" >= 8000000000
          )
          AND (
            "value:rd_expense_sum_2y" >= 3000000000
          )
          AND (
            "value:rd_staff_ratio_y1" >= 0.49999999999985
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "revenue_y1" < 5000000000
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB63-LG-N1c",
    CAST(COALESCE(CAST((
      "rd_institution"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-N2",
    CAST(COALESCE(CAST((
      "class1_ip_count" >= 2
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-N3",
    CAST(COALESCE(CAST((
      "national_award_top3_in_3y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-X1",
    CAST(COALESCE(CAST((
      "maker_china_50_in_3y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-LG-X2",
    CAST(COALESCE(CAST((
      "judgement:RB63-LG-L"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB63-LG-L",
    CAST(COALESCE(CAST((
      "judgement:RB63-LG-Q"
    ) AS TINYINT) * 3, 2) AS TINYINT) AS "RB63-LG-Q",
    COALESCE(
      (
        "value:main_revenue_ratio_y1" >= 0.69999999999983
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.7000000000001699
      )
      OR ABS("value:main_revenue_mean_growth_2y" - (
        0.05
      )) <= 1e-13 * (
        3.05 + COALESCE(
          ABS(
            CAST((
              CAST("main_revenue_y1" AS DOUBLE) / NULLIF(CAST("main_revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("main_revenue_y2" AS DOUBLE) / NULLIF(CAST("main_revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR (
        "value:debt_ratio_y1" >= 0.69999999999983
      )
      AND (
        "value:debt_ratio_y1" <= 0.7000000000001699
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
      )
      OR (
        "value:rd_ratio_y1" >= 0.059999999999894
      )
      AND (
        "value:rd_ratio_y1" <= 0.060000000000105996
      )
      OR (
        "value:rd_ratio_y2" >= 0.059999999999894
      )
      AND (
        "value:rd_ratio_y2" <= 0.060000000000105996
      )
      OR (
        "value:rd_staff_ratio_y1" >= 0.49999999999985
      )
      AND (
        "value:rd_staff_ratio_y1" <= 0.50000000000015
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CAST(CASE
      WHEN "RB63-LG-N1a" = 3 OR "RB63-LG-N1b" = 3 OR "RB63-LG-N1c" = 3
      THEN 3
      WHEN "RB63-LG-N1a" = 1 OR "RB63-LG-N1b" = 1 OR "RB63-LG-N1c" = 1
      THEN 1
      WHEN "RB63-LG-N1a" = 2 OR "RB63-LG-N1b" = 2 OR "RB63-LG-N1c" = 2
      THEN 2
      WHEN "RB63-LG-N1a" = 0 OR "RB63-LG-N1b" = 0 OR "RB63-LG-N1c" = 0
      THEN 0
      ELSE 4
    END AS TINYINT) AS "RB63-LG-N1"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CAST(LEAST("RB63-LG-N1", "RB63-LG-N2", "RB63-LG-N3") AS TINYINT) AS "RB63-LG-N-GENERAL"
  FROM "step_3"
), "step_5" AS (
  SELECT
    *,
    CAST(CASE
      WHEN "RB63-LG-N-GENERAL" = 3 OR "RB63-LG-X1" = 3 OR "RB63-LG-X2" = 3
      THEN 3
      WHEN "RB63-LG-N-GENERAL" = 1 OR "RB63-LG-X1" = 1 OR "RB63-LG-X2" = 1
      THEN 1
      WHEN "RB63-LG-N-GENERAL" = 2 OR "RB63-LG-X1" = 2 OR "RB63-LG-X2" = 2
      THEN 2
      WHEN "RB63-LG-N-GENERAL" = 0 OR "RB63-LG-X1" = 0 OR "RB63-LG-X2" = 0
      THEN 0
      ELSE 4
    END AS TINYINT) AS "RB63-LG-N"
  FROM "step_4"
), "step_6" AS (
  SELECT
    *,
    CAST(LEAST(
      "RB63-G1",
      "RB63-G2",
      "RB63-G3",
      "RB63-G4",
      "RB63-G5",
      "RB63-LG-PRE",
      "RB63-LG-P1",
      "RB63-LG-P2",
      "RB63-LG-P3",
      "RB63-LG-R1",
      "RB63-LG-R2",
      "RB63-LG-R3",
      "RB63-LG-R4",
      "RB63-LG-C1",
      "RB63-LG-C1-KNOWN",
      "RB63-LG-C2",
      "RB63-LG-N",
      "RB63-LG-L",
      "RB63-LG-Q"
    ) AS TINYINT) AS "RB63-LG"
  FROM "step_5"
)
SELECT
  "id",
  "RB63-LG",
  "RB63-G1",
  "RB63-G2",
  "RB63-G3",
  "RB63-G4",
  "RB63-G5",
  "RB63-LG-PRE",
  "RB63-LG-P1",
  "RB63-LG-P2",
  "RB63-LG-P3",
  "RB63-LG-R1",
  "RB63-LG-R2",
  "RB63-LG-R3",
  "RB63-LG-R4",
  "RB63-LG-C1",
  "RB63-LG-C1-KNOWN",
  "RB63-LG-C2",
  "RB63-LG-N",
  "RB63-LG-N-GENERAL",
  "RB63-LG-N1",
  "RB63-LG-N1a",
  "RB63-LG-N1b",
  "RB63-LG-N1c",
  "RB63-LG-N2",
  "RB63-LG-N3",
  "RB63-LG-X1",
  "RB63-LG-X2",
  "RB63-LG-L",
  "RB63-LG-Q",
  "on_the_line"
FROM "step_6"
