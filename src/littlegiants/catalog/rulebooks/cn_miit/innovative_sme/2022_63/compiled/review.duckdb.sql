WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "class1_ip_count",
    "class1_ip_high_value_count",
    "class1_ip_own_count",
    "class2_ip_count",
    "debt_ratio_y1",
    "employees_y1",
    "equity_paid_in_total_3y",
    "hnte_valid",
    "id",
    "in_strategic_emerging",
    "innovation_honour_valid",
    "innovative_score",
    "innovative_score_growth",
    "innovative_score_innovation",
    "innovative_score_specialisation",
    "is_sme",
    "main_revenue_growth",
    "main_revenue_ratio_y1",
    "main_revenue_y1",
    "main_revenue_y2",
    "prohibited_products",
    "rd_expense_y1",
    "rd_institution_level",
    "rd_ratio_y1",
    "registered_in_china",
    "revenue_y1",
    "science_award_in_3y",
    "serious_violation_past_3y",
    "size_industry",
    "total_assets_y1",
    "total_liabilities_y1"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    COALESCE(
      (
        CAST("rd_expense_y1" AS DOUBLE) / NULLIF(CAST("revenue_y1" AS DOUBLE), 0.0)
      ),
      CAST("rd_ratio_y1" AS DOUBLE)
    ) AS "value:rd_ratio_y1",
    COALESCE(
      (
        CAST((
          CAST("main_revenue_y1" AS DOUBLE) / NULLIF(CAST("main_revenue_y2" AS DOUBLE), 0.0)
        ) AS DOUBLE) - 1.0
      ),
      CAST("main_revenue_growth" AS DOUBLE)
    ) AS "value:main_revenue_growth",
    COALESCE(
      (
        CAST("total_liabilities_y1" AS DOUBLE) / NULLIF(CAST("total_assets_y1" AS DOUBLE), 0.0)
      ),
      CAST("debt_ratio_y1" AS DOUBLE)
    ) AS "value:debt_ratio_y1",
    COALESCE(
      (
        CAST("main_revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y1" AS DOUBLE), 0.0)
      ),
      CAST("main_revenue_ratio_y1" AS DOUBLE)
    ) AS "value:main_revenue_ratio_y1"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CASE
      WHEN "class1_ip_high_value_count" >= 1
      THEN 20
      WHEN "class1_ip_own_count" >= 1
      THEN 15
      WHEN "class1_ip_count" >= 1
      THEN 10
      WHEN "class2_ip_count" >= 1
      THEN 5
      ELSE 0
    END AS "low:RB63-INN-1",
    CASE
      WHEN COALESCE("class1_ip_high_value_count" >= 1, TRUE)
      THEN 20
      WHEN COALESCE("class1_ip_own_count" >= 1, TRUE)
      THEN 15
      WHEN COALESCE("class1_ip_count" >= 1, TRUE)
      THEN 10
      WHEN COALESCE("class2_ip_count" >= 1, TRUE)
      THEN 5
      ELSE 0
    END AS "high:RB63-INN-1",
    CASE
      WHEN "value:rd_ratio_y1" >= 0.049999999999895
      THEN 20
      WHEN "value:rd_ratio_y1" >= 0.029999999999896998
      THEN 15
      WHEN "value:rd_ratio_y1" >= 0.019999999999898002
      THEN 10
      WHEN "value:rd_ratio_y1" >= 0.009999999999899
      THEN 5
      ELSE 0
    END AS "low:RB63-INN-2",
    CASE
      WHEN COALESCE("value:rd_ratio_y1" >= 0.049999999999895, TRUE)
      THEN 20
      WHEN COALESCE("value:rd_ratio_y1" >= 0.029999999999896998, TRUE)
      THEN 15
      WHEN COALESCE("value:rd_ratio_y1" >= 0.019999999999898002, TRUE)
      THEN 10
      WHEN COALESCE("value:rd_ratio_y1" >= 0.009999999999899, TRUE)
      THEN 5
      ELSE 0
    END AS "high:RB63-INN-2",
    CASE
      WHEN "value:main_revenue_growth" >= 0.149999999999785
      THEN 20
      WHEN "value:main_revenue_growth" >= 0.09999999999979
      THEN 15
      WHEN "value:main_revenue_growth" >= 0.049999999999795
      THEN 10
      WHEN "value:main_revenue_growth" >= -2E-13
      THEN 5
      ELSE 0
    END AS "low:RB63-INN-3",
    CASE
      WHEN COALESCE("value:main_revenue_growth" >= 0.149999999999785, TRUE)
      THEN 20
      WHEN COALESCE("value:main_revenue_growth" >= 0.09999999999979, TRUE)
      THEN 15
      WHEN COALESCE("value:main_revenue_growth" >= 0.049999999999795, TRUE)
      THEN 10
      WHEN COALESCE("value:main_revenue_growth" >= -2E-13, TRUE)
      THEN 5
      ELSE 0
    END AS "high:RB63-INN-3",
    CASE
      WHEN "value:debt_ratio_y1" <= 0.550000000000155
      THEN 10
      WHEN "value:debt_ratio_y1" <= 0.750000000000175
      THEN 5
      ELSE 0
    END AS "low:RB63-INN-4",
    CASE
      WHEN COALESCE("value:debt_ratio_y1" <= 0.550000000000155, TRUE)
      THEN 10
      WHEN COALESCE("value:debt_ratio_y1" <= 0.750000000000175, TRUE)
      THEN 5
      ELSE 0
    END AS "high:RB63-INN-4",
    CASE
      WHEN "in_strategic_emerging"
      THEN 10
      ELSE CASE
        WHEN COALESCE((
          NOT (
            "in_strategic_emerging"
          )
        ), FALSE)
        THEN 5
        ELSE 0
      END
    END AS "low:RB63-INN-5",
    CASE WHEN COALESCE("in_strategic_emerging", TRUE) THEN 10 ELSE 5 END AS "high:RB63-INN-5",
    CASE
      WHEN "value:main_revenue_ratio_y1" >= 0.69999999999983
      THEN 20
      WHEN "value:main_revenue_ratio_y1" >= 0.59999999999984
      THEN 15
      WHEN "value:main_revenue_ratio_y1" >= 0.5499999999998451
      THEN 10
      WHEN "value:main_revenue_ratio_y1" >= 0.49999999999985
      THEN 5
      ELSE 0
    END AS "low:RB63-INN-6",
    CASE
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.69999999999983, TRUE)
      THEN 20
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.59999999999984, TRUE)
      THEN 15
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.5499999999998451, TRUE)
      THEN 10
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.49999999999985, TRUE)
      THEN 5
      ELSE 0
    END AS "high:RB63-INN-6"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    CASE
      WHEN "innovative_score_innovation" >= (
        LEAST((
          "low:RB63-INN-1"
        ) + (
          "low:RB63-INN-2"
        ), 40)
      )
      AND "innovative_score_innovation" <= (
        LEAST((
          "high:RB63-INN-1"
        ) + (
          "high:RB63-INN-2"
        ), 40)
      )
      THEN CAST("innovative_score_innovation" AS DOUBLE)
      ELSE CAST(LEAST((
        "low:RB63-INN-1"
      ) + (
        "low:RB63-INN-2"
      ), 40) AS DOUBLE)
    END AS "low:RB63-INN-F1",
    CASE
      WHEN "innovative_score_innovation" >= (
        LEAST((
          "low:RB63-INN-1"
        ) + (
          "low:RB63-INN-2"
        ), 40)
      )
      AND "innovative_score_innovation" <= (
        LEAST((
          "high:RB63-INN-1"
        ) + (
          "high:RB63-INN-2"
        ), 40)
      )
      THEN CAST("innovative_score_innovation" AS DOUBLE)
      ELSE CAST(LEAST((
        "high:RB63-INN-1"
      ) + (
        "high:RB63-INN-2"
      ), 40) AS DOUBLE)
    END AS "high:RB63-INN-F1",
    CASE
      WHEN "innovative_score_growth" >= (
        LEAST((
          "low:RB63-INN-3"
        ) + (
          "low:RB63-INN-4"
        ), 30)
      )
      AND "innovative_score_growth" <= (
        LEAST((
          "high:RB63-INN-3"
        ) + (
          "high:RB63-INN-4"
        ), 30)
      )
      THEN CAST("innovative_score_growth" AS DOUBLE)
      ELSE CAST(LEAST((
        "low:RB63-INN-3"
      ) + (
        "low:RB63-INN-4"
      ), 30) AS DOUBLE)
    END AS "low:RB63-INN-F2",
    CASE
      WHEN "innovative_score_growth" >= (
        LEAST((
          "low:RB63-INN-3"
        ) + (
          "low:RB63-INN-4"
        ), 30)
      )
      AND "innovative_score_growth" <= (
        LEAST((
          "high:RB63-INN-3"
        ) + (
          "high:RB63-INN-4"
        ), 30)
      )
      THEN CAST("innovative_score_growth" AS DOUBLE)
      ELSE CAST(LEAST((
        "high:RB63-INN-3"
      ) + (
        "high:RB63-INN-4"
      ), 30) AS DOUBLE)
    END AS "high:RB63-INN-F2",
    CASE
      WHEN "innovative_score_specialisation" >= (
        LEAST((
          "low:RB63-INN-5"
        ) + (
          "low:RB63-INN-6"
        ), 30)
      )
      AND "innovative_score_specialisation" <= (
        LEAST((
          "high:RB63-INN-5"
        ) + (
          "high:RB63-INN-6"
        ), 30)
      )
      THEN CAST("innovative_score_specialisation" AS DOUBLE)
      ELSE CAST(LEAST((
        "low:RB63-INN-5"
      ) + (
        "low:RB63-INN-6"
      ), 30) AS DOUBLE)
    END AS "low:RB63-INN-F3",
    CASE
      WHEN "innovative_score_specialisation" >= (
        LEAST((
          "low:RB63-INN-5"
        ) + (
          "low:RB63-INN-6"
        ), 30)
      )
      AND "innovative_score_specialisation" <= (
        LEAST((
          "high:RB63-INN-5"
        ) + (
          "high:RB63-INN-6"
        ), 30)
      )
      THEN CAST("innovative_score_specialisation" AS DOUBLE)
      ELSE CAST(LEAST((
        "high:RB63-INN-5"
      ) + (
        "high:RB63-INN-6"
      ), 30) AS DOUBLE)
    END AS "high:RB63-INN-F3",
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
      "science_award_in_3y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-INN-D1",
    CAST(COALESCE(
      CAST((
        (
          "hnte_valid"
        ) OR (
          "innovation_honour_valid"
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-INN-D2",
    CAST(COALESCE(CAST((
      "rd_institution_level" IN ('provincial', 'national')
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-INN-D3",
    CAST(COALESCE(CAST((
      "equity_paid_in_total_3y" >= 500000000
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-INN-D4",
    COALESCE(
      (
        "value:rd_ratio_y1" >= 0.049999999999895
      )
      AND (
        "value:rd_ratio_y1" <= 0.050000000000105
      )
      OR (
        "value:rd_ratio_y1" >= 0.029999999999896998
      )
      AND (
        "value:rd_ratio_y1" <= 0.030000000000103
      )
      OR (
        "value:rd_ratio_y1" >= 0.019999999999898002
      )
      AND (
        "value:rd_ratio_y1" <= 0.020000000000102
      )
      OR (
        "value:rd_ratio_y1" >= 0.009999999999899
      )
      AND (
        "value:rd_ratio_y1" <= 0.010000000000101001
      )
      OR (
        "value:main_revenue_growth" >= 0.149999999999785
      )
      AND (
        "value:main_revenue_growth" <= 0.150000000000215
      )
      OR (
        "value:main_revenue_growth" >= 0.09999999999979
      )
      AND (
        "value:main_revenue_growth" <= 0.10000000000021
      )
      OR (
        "value:main_revenue_growth" >= 0.049999999999795
      )
      AND (
        "value:main_revenue_growth" <= 0.050000000000205005
      )
      OR (
        "value:main_revenue_growth" >= -2E-13
      )
      AND (
        "value:main_revenue_growth" <= 2e-13
      )
      OR (
        "value:debt_ratio_y1" >= 0.5499999999998451
      )
      AND (
        "value:debt_ratio_y1" <= 0.550000000000155
      )
      OR (
        "value:debt_ratio_y1" >= 0.749999999999825
      )
      AND (
        "value:debt_ratio_y1" <= 0.750000000000175
      )
      OR (
        "value:main_revenue_ratio_y1" >= 0.69999999999983
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.7000000000001699
      )
      OR (
        "value:main_revenue_ratio_y1" >= 0.59999999999984
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.60000000000016
      )
      OR (
        "value:main_revenue_ratio_y1" >= 0.5499999999998451
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.550000000000155
      )
      OR (
        "value:main_revenue_ratio_y1" >= 0.49999999999985
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.50000000000015
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CASE
      WHEN "innovative_score" >= (
        LEAST((
          "low:RB63-INN-F1"
        ) + (
          "low:RB63-INN-F2"
        ) + (
          "low:RB63-INN-F3"
        ), 100)
      )
      AND "innovative_score" <= (
        LEAST(
          (
            "high:RB63-INN-F1"
          ) + (
            "high:RB63-INN-F2"
          ) + (
            "high:RB63-INN-F3"
          ),
          100
        )
      )
      THEN CAST("innovative_score" AS DOUBLE)
      ELSE CAST(LEAST((
        "low:RB63-INN-F1"
      ) + (
        "low:RB63-INN-F2"
      ) + (
        "low:RB63-INN-F3"
      ), 100) AS DOUBLE)
    END AS "low:RB63-INN",
    CASE
      WHEN "innovative_score" >= (
        LEAST((
          "low:RB63-INN-F1"
        ) + (
          "low:RB63-INN-F2"
        ) + (
          "low:RB63-INN-F3"
        ), 100)
      )
      AND "innovative_score" <= (
        LEAST(
          (
            "high:RB63-INN-F1"
          ) + (
            "high:RB63-INN-F2"
          ) + (
            "high:RB63-INN-F3"
          ),
          100
        )
      )
      THEN CAST("innovative_score" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "high:RB63-INN-F1"
        ) + (
          "high:RB63-INN-F2"
        ) + (
          "high:RB63-INN-F3"
        ),
        100
      ) AS DOUBLE)
    END AS "high:RB63-INN"
  FROM "step_3"
), "step_5" AS (
  SELECT
    *,
    CAST(CASE WHEN "low:RB63-INN" >= 60 THEN 3 WHEN "high:RB63-INN" >= 60 THEN 1 ELSE 0 END AS TINYINT) AS "RB63-INN-SCORE-TOTAL",
    CAST(CASE
      WHEN "low:RB63-INN-F1" >= 20
      THEN 3
      WHEN "high:RB63-INN-F1" >= 20
      THEN 1
      ELSE 0
    END AS TINYINT) AS "RB63-INN-F1",
    CAST(CASE
      WHEN "low:RB63-INN-F2" >= 15
      THEN 3
      WHEN "high:RB63-INN-F2" >= 15
      THEN 1
      ELSE 0
    END AS TINYINT) AS "RB63-INN-F2",
    CAST(CASE
      WHEN "low:RB63-INN-F3" >= 15
      THEN 3
      WHEN "high:RB63-INN-F3" >= 15
      THEN 1
      ELSE 0
    END AS TINYINT) AS "RB63-INN-F3",
    "low:RB63-INN" AS "points_min:RB63-INN",
    "high:RB63-INN" AS "points_max:RB63-INN"
  FROM "step_4"
), "step_6" AS (
  SELECT
    *,
    CAST(LEAST("RB63-INN-SCORE-TOTAL", "RB63-INN-F1", "RB63-INN-F2", "RB63-INN-F3") AS TINYINT) AS "RB63-INN-SCORE"
  FROM "step_5"
), "step_7" AS (
  SELECT
    *,
    CAST(GREATEST("RB63-INN-SCORE", "RB63-INN-D1", "RB63-INN-D2", "RB63-INN-D3", "RB63-INN-D4") AS TINYINT) AS "RB63-INN-PASS"
  FROM "step_6"
), "step_8" AS (
  SELECT
    *,
    CAST(LEAST("RB63-G1", "RB63-G2", "RB63-G3", "RB63-G4", "RB63-G5", "RB63-INN-PASS") AS TINYINT) AS "RB63-INN"
  FROM "step_7"
)
SELECT
  "id",
  "RB63-INN",
  "RB63-G1",
  "RB63-G2",
  "RB63-G3",
  "RB63-G4",
  "RB63-G5",
  "RB63-INN-PASS",
  "RB63-INN-SCORE",
  "RB63-INN-SCORE-TOTAL",
  "RB63-INN-F1",
  "RB63-INN-F2",
  "RB63-INN-F3",
  "RB63-INN-D1",
  "RB63-INN-D2",
  "RB63-INN-D3",
  "RB63-INN-D4",
  "points_min:RB63-INN",
  "points_max:RB63-INN",
  "on_the_line"
FROM "step_8"
