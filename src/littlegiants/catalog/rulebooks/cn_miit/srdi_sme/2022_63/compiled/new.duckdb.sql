WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "class1_ip_count",
    "class1_ip_high_value_count",
    "class1_ip_own_count",
    "class2_ip_count",
    "debt_ratio_y1",
    "digital_level",
    "employees_y1",
    "equity_paid_in_total_2y",
    "fills_chain_gap",
    "id",
    "innovative_sme_valid",
    "is_sme",
    "local_feature_score",
    "main_revenue_mean_growth_2y",
    "main_revenue_ratio_y1",
    "main_revenue_y1",
    "main_revenue_y2",
    "main_revenue_y3",
    "maker_china_500_in_3y",
    "national_award_top5_in_3y",
    "net_profit_ratio_y1",
    "net_profit_y1",
    "niche_years",
    "own_brand",
    "prohibited_products",
    "provincial_award_top3_in_3y",
    "quality_award_provincial",
    "quality_system_certified",
    "rd_expense_mean_2y",
    "rd_expense_y1",
    "rd_expense_y2",
    "rd_institution_level",
    "rd_ratio_y1",
    "rd_staff_ratio_y1",
    "rd_staff_y1",
    "registered_in_china",
    "revenue_y1",
    "serious_violation_past_3y",
    "six_basics_or_brand_or_key_supplier",
    "size_industry",
    "srdi_score",
    "standards_participated",
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
        CAST("net_profit_y1" AS DOUBLE) / NULLIF(CAST("revenue_y1" AS DOUBLE), 0.0)
      ),
      CAST("net_profit_ratio_y1" AS DOUBLE)
    ) AS "value:net_profit_ratio_y1",
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
        CAST("rd_staff_y1" AS DOUBLE) / NULLIF(CAST("employees_y1" AS DOUBLE), 0.0)
      ),
      CAST("rd_staff_ratio_y1" AS DOUBLE)
    ) AS "value:rd_staff_ratio_y1",
    COALESCE(
      (
        CAST((
          "rd_expense_y1" + "rd_expense_y2"
        ) AS DOUBLE) / 2.0
      ),
      CAST("rd_expense_mean_2y" AS DOUBLE)
    ) AS "value:rd_expense_mean_2y"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CASE
      WHEN "value:main_revenue_ratio_y1" >= 0.7999999999998201
      THEN 5
      WHEN "value:main_revenue_ratio_y1" >= 0.69999999999983
      THEN 3
      WHEN "value:main_revenue_ratio_y1" >= 0.59999999999984
      THEN 1
      ELSE 0
    END AS "low:RB63-SRDI-1",
    CASE
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.7999999999998201, TRUE)
      THEN 5
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.69999999999983, TRUE)
      THEN 3
      WHEN COALESCE("value:main_revenue_ratio_y1" >= 0.59999999999984, TRUE)
      THEN 1
      ELSE 0
    END AS "high:RB63-SRDI-1",
    CASE
      WHEN "value:main_revenue_mean_growth_2y" >= 0.1 - 1e-13 * (
        3.1 + COALESCE(
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
      THEN 10
      WHEN "value:main_revenue_mean_growth_2y" >= 0.08 - 1e-13 * (
        3.08 + COALESCE(
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
      THEN 8
      WHEN "value:main_revenue_mean_growth_2y" >= 0.06 - 1e-13 * (
        3.06 + COALESCE(
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
      THEN 6
      WHEN "value:main_revenue_mean_growth_2y" >= 0.04 - 1e-13 * (
        3.04 + COALESCE(
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
      THEN 4
      WHEN "value:main_revenue_mean_growth_2y" >= 0 - 1e-13 * (
        3.0 + COALESCE(
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
      THEN 2
      ELSE 0
    END AS "low:RB63-SRDI-2",
    CASE
      WHEN COALESCE(
        "value:main_revenue_mean_growth_2y" >= 0.1 - 1e-13 * (
          3.1 + COALESCE(
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
        ),
        TRUE
      )
      THEN 10
      WHEN COALESCE(
        "value:main_revenue_mean_growth_2y" >= 0.08 - 1e-13 * (
          3.08 + COALESCE(
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
        ),
        TRUE
      )
      THEN 8
      WHEN COALESCE(
        "value:main_revenue_mean_growth_2y" >= 0.06 - 1e-13 * (
          3.06 + COALESCE(
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
        ),
        TRUE
      )
      THEN 6
      WHEN COALESCE(
        "value:main_revenue_mean_growth_2y" >= 0.04 - 1e-13 * (
          3.04 + COALESCE(
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
        ),
        TRUE
      )
      THEN 4
      WHEN COALESCE(
        "value:main_revenue_mean_growth_2y" >= 0 - 1e-13 * (
          3.0 + COALESCE(
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
        ),
        TRUE
      )
      THEN 2
      ELSE 0
    END AS "high:RB63-SRDI-2",
    CASE
      WHEN "niche_years" >= 10
      THEN 5
      WHEN "niche_years" >= 8
      THEN 4
      WHEN "niche_years" >= 6
      THEN 3
      WHEN "niche_years" >= 4
      THEN 2
      WHEN "niche_years" >= 2
      THEN 1
      ELSE 0
    END AS "low:RB63-SRDI-3",
    CASE
      WHEN COALESCE("niche_years" >= 10, TRUE)
      THEN 5
      WHEN COALESCE("niche_years" >= 8, TRUE)
      THEN 4
      WHEN COALESCE("niche_years" >= 6, TRUE)
      THEN 3
      WHEN COALESCE("niche_years" >= 4, TRUE)
      THEN 2
      WHEN COALESCE("niche_years" >= 2, TRUE)
      THEN 1
      ELSE 0
    END AS "high:RB63-SRDI-3",
    CASE
      WHEN "fills_chain_gap"
      THEN 5
      WHEN "six_basics_or_brand_or_key_supplier"
      THEN 3
      ELSE 0
    END AS "low:RB63-SRDI-4",
    CASE
      WHEN COALESCE("fills_chain_gap", TRUE)
      THEN 5
      WHEN COALESCE("six_basics_or_brand_or_key_supplier", TRUE)
      THEN 3
      ELSE 0
    END AS "high:RB63-SRDI-4",
    CASE WHEN "digital_level" >= 3 THEN 5 WHEN "digital_level" >= 2 THEN 3 ELSE 0 END AS "low:RB63-SRDI-5",
    CASE
      WHEN COALESCE("digital_level" >= 3, TRUE)
      THEN 5
      WHEN COALESCE("digital_level" >= 2, TRUE)
      THEN 3
      ELSE 0
    END AS "high:RB63-SRDI-5",
    LEAST(
      0 + CASE WHEN COALESCE("quality_award_provincial", FALSE) THEN 3 ELSE 0 END + CASE WHEN COALESCE("quality_system_certified", FALSE) THEN 3 ELSE 0 END + CASE WHEN COALESCE("own_brand", FALSE) THEN 3 ELSE 0 END + CASE WHEN COALESCE("standards_participated", FALSE) THEN 3 ELSE 0 END,
      5
    ) AS "low:RB63-SRDI-6",
    LEAST(
      0 + CASE WHEN COALESCE("quality_award_provincial", TRUE) THEN 3 ELSE 0 END + CASE WHEN COALESCE("quality_system_certified", TRUE) THEN 3 ELSE 0 END + CASE WHEN COALESCE("own_brand", TRUE) THEN 3 ELSE 0 END + CASE WHEN COALESCE("standards_participated", TRUE) THEN 3 ELSE 0 END,
      5
    ) AS "high:RB63-SRDI-6",
    CASE
      WHEN "value:net_profit_ratio_y1" >= 0.09999999999989001
      THEN 10
      WHEN "value:net_profit_ratio_y1" >= 0.079999999999892
      THEN 8
      WHEN "value:net_profit_ratio_y1" >= 0.059999999999894
      THEN 6
      WHEN "value:net_profit_ratio_y1" >= 0.039999999999896
      THEN 4
      WHEN "value:net_profit_ratio_y1" >= 0.019999999999898002
      THEN 2
      ELSE 0
    END AS "low:RB63-SRDI-7",
    CASE
      WHEN COALESCE("value:net_profit_ratio_y1" >= 0.09999999999989001, TRUE)
      THEN 10
      WHEN COALESCE("value:net_profit_ratio_y1" >= 0.079999999999892, TRUE)
      THEN 8
      WHEN COALESCE("value:net_profit_ratio_y1" >= 0.059999999999894, TRUE)
      THEN 6
      WHEN COALESCE("value:net_profit_ratio_y1" >= 0.039999999999896, TRUE)
      THEN 4
      WHEN COALESCE("value:net_profit_ratio_y1" >= 0.019999999999898002, TRUE)
      THEN 2
      ELSE 0
    END AS "high:RB63-SRDI-7",
    CASE
      WHEN "value:debt_ratio_y1" <= 0.50000000000015
      THEN 5
      WHEN "value:debt_ratio_y1" <= 0.60000000000016
      THEN 3
      WHEN "value:debt_ratio_y1" <= 0.7000000000001699
      THEN 1
      ELSE 0
    END AS "low:RB63-SRDI-8",
    CASE
      WHEN COALESCE("value:debt_ratio_y1" <= 0.50000000000015, TRUE)
      THEN 5
      WHEN COALESCE("value:debt_ratio_y1" <= 0.60000000000016, TRUE)
      THEN 3
      WHEN COALESCE("value:debt_ratio_y1" <= 0.7000000000001699, TRUE)
      THEN 1
      ELSE 0
    END AS "high:RB63-SRDI-8",
    CASE
      WHEN "local_feature_score" IS NULL
      THEN 0
      ELSE LEAST(GREATEST(CAST("local_feature_score" AS DOUBLE), 0), 15)
    END AS "low:RB63-SRDI-9",
    CASE
      WHEN "local_feature_score" IS NULL
      THEN 15
      ELSE LEAST(GREATEST(CAST("local_feature_score" AS DOUBLE), 0), 15)
    END AS "high:RB63-SRDI-9",
    CASE
      WHEN "class1_ip_high_value_count" >= 1
      THEN 10
      WHEN "class1_ip_own_count" >= 1
      THEN 8
      WHEN "class1_ip_count" >= 1
      THEN 6
      WHEN "class2_ip_count" >= 1
      THEN 2
      ELSE 0
    END AS "low:RB63-SRDI-10",
    CASE
      WHEN COALESCE("class1_ip_high_value_count" >= 1, TRUE)
      THEN 10
      WHEN COALESCE("class1_ip_own_count" >= 1, TRUE)
      THEN 8
      WHEN COALESCE("class1_ip_count" >= 1, TRUE)
      THEN 6
      WHEN COALESCE("class2_ip_count" >= 1, TRUE)
      THEN 2
      ELSE 0
    END AS "high:RB63-SRDI-10",
    CASE
      WHEN (
        "rd_expense_y1" >= 500000000
      )
      OR (
        "value:rd_ratio_y1" >= 0.09999999999989001
      )
      THEN 10
      WHEN (
        "rd_expense_y1" >= 400000000
      )
      OR (
        "value:rd_ratio_y1" >= 0.079999999999892
      )
      THEN 8
      WHEN (
        "rd_expense_y1" >= 300000000
      )
      OR (
        "value:rd_ratio_y1" >= 0.059999999999894
      )
      THEN 6
      WHEN (
        "rd_expense_y1" >= 200000000
      )
      OR (
        "value:rd_ratio_y1" >= 0.039999999999896
      )
      THEN 4
      WHEN (
        "rd_expense_y1" >= 100000000
      )
      OR (
        "value:rd_ratio_y1" >= 0.029999999999896998
      )
      THEN 2
      ELSE 0
    END AS "low:RB63-SRDI-11",
    CASE
      WHEN COALESCE(
        (
          "rd_expense_y1" >= 500000000
        )
        OR (
          "value:rd_ratio_y1" >= 0.09999999999989001
        ),
        TRUE
      )
      THEN 10
      WHEN COALESCE(
        (
          "rd_expense_y1" >= 400000000
        )
        OR (
          "value:rd_ratio_y1" >= 0.079999999999892
        ),
        TRUE
      )
      THEN 8
      WHEN COALESCE(
        (
          "rd_expense_y1" >= 300000000
        )
        OR (
          "value:rd_ratio_y1" >= 0.059999999999894
        ),
        TRUE
      )
      THEN 6
      WHEN COALESCE(
        (
          "rd_expense_y1" >= 200000000
        )
        OR (
          "value:rd_ratio_y1" >= 0.039999999999896
        ),
        TRUE
      )
      THEN 4
      WHEN COALESCE(
        (
          "rd_expense_y1" >= 100000000
        )
        OR (
          "value:rd_ratio_y1" >= 0.029999999999896998
        ),
        TRUE
      )
      THEN 2
      ELSE 0
    END AS "high:RB63-SRDI-11",
    CASE
      WHEN "value:rd_staff_ratio_y1" >= 0.19999999999988002
      THEN 5
      WHEN "value:rd_staff_ratio_y1" >= 0.09999999999989001
      THEN 3
      WHEN "value:rd_staff_ratio_y1" >= 0.049999999999895
      THEN 1
      ELSE 0
    END AS "low:RB63-SRDI-12",
    CASE
      WHEN COALESCE("value:rd_staff_ratio_y1" >= 0.19999999999988002, TRUE)
      THEN 5
      WHEN COALESCE("value:rd_staff_ratio_y1" >= 0.09999999999989001, TRUE)
      THEN 3
      WHEN COALESCE("value:rd_staff_ratio_y1" >= 0.049999999999895, TRUE)
      THEN 1
      ELSE 0
    END AS "high:RB63-SRDI-12",
    CASE
      WHEN "rd_institution_level" IN ('national')
      THEN 10
      WHEN "rd_institution_level" IN ('provincial')
      THEN 8
      WHEN "rd_institution_level" IN ('city')
      THEN 4
      WHEN "rd_institution_level" IN ('below_city')
      THEN 2
      ELSE 0
    END AS "low:RB63-SRDI-13",
    CASE
      WHEN COALESCE("rd_institution_level" IN ('national'), TRUE)
      THEN 10
      WHEN COALESCE("rd_institution_level" IN ('provincial'), TRUE)
      THEN 8
      WHEN COALESCE("rd_institution_level" IN ('city'), TRUE)
      THEN 4
      WHEN COALESCE("rd_institution_level" IN ('below_city'), TRUE)
      THEN 2
      ELSE 0
    END AS "high:RB63-SRDI-13"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    LEAST(
      (
        "low:RB63-SRDI-1"
      ) + (
        "low:RB63-SRDI-2"
      ) + (
        "low:RB63-SRDI-3"
      ) + (
        "low:RB63-SRDI-4"
      ),
      25
    ) AS "low:RB63-SRDI-PART1",
    LEAST(
      (
        "high:RB63-SRDI-1"
      ) + (
        "high:RB63-SRDI-2"
      ) + (
        "high:RB63-SRDI-3"
      ) + (
        "high:RB63-SRDI-4"
      ),
      25
    ) AS "high:RB63-SRDI-PART1",
    LEAST(
      (
        "low:RB63-SRDI-5"
      ) + (
        "low:RB63-SRDI-6"
      ) + (
        "low:RB63-SRDI-7"
      ) + (
        "low:RB63-SRDI-8"
      ),
      25
    ) AS "low:RB63-SRDI-PART2",
    LEAST(
      (
        "high:RB63-SRDI-5"
      ) + (
        "high:RB63-SRDI-6"
      ) + (
        "high:RB63-SRDI-7"
      ) + (
        "high:RB63-SRDI-8"
      ),
      25
    ) AS "high:RB63-SRDI-PART2",
    LEAST((
      "low:RB63-SRDI-9"
    ), 15) AS "low:RB63-SRDI-PART3",
    LEAST((
      "high:RB63-SRDI-9"
    ), 15) AS "high:RB63-SRDI-PART3",
    LEAST(
      (
        "low:RB63-SRDI-10"
      ) + (
        "low:RB63-SRDI-11"
      ) + (
        "low:RB63-SRDI-12"
      ) + (
        "low:RB63-SRDI-13"
      ),
      35
    ) AS "low:RB63-SRDI-PART4",
    LEAST(
      (
        "high:RB63-SRDI-10"
      ) + (
        "high:RB63-SRDI-11"
      ) + (
        "high:RB63-SRDI-12"
      ) + (
        "high:RB63-SRDI-13"
      ),
      35
    ) AS "high:RB63-SRDI-PART4",
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
      "innovative_sme_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-SRDI-PRE",
    CAST(COALESCE(CAST((
      "niche_years" >= 2
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-SRDI-C1",
    CAST(COALESCE(
      CAST((
        (
          "rd_expense_y1" >= 100000000
        )
        AND (
          "value:rd_ratio_y1" >= 0.029999999999896998
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-SRDI-C2",
    CAST(COALESCE(
      CAST((
        (
          "revenue_y1" >= 1000000000
        ) OR (
          "equity_paid_in_total_2y" >= 2000000000
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-SRDI-C3",
    CAST(COALESCE(
      CAST((
        (
          "provincial_award_top3_in_3y"
        ) OR (
          "national_award_top5_in_3y"
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-SRDI-D1",
    CAST(COALESCE(
      CAST((
        "value:rd_expense_mean_2y" >= 1000000000 - 1e-13 * (
          1000000001.0 + COALESCE(ABS(CAST("rd_expense_y1" AS DOUBLE)), 0) + COALESCE(ABS(CAST("rd_expense_y2" AS DOUBLE)), 0)
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB63-SRDI-D2",
    CAST(COALESCE(CAST((
      "equity_paid_in_total_2y" >= 6000000000
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-SRDI-D3",
    CAST(COALESCE(CAST((
      "maker_china_500_in_3y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB63-SRDI-D4"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CASE
      WHEN "srdi_score" >= (
        LEAST(
          (
            "low:RB63-SRDI-PART1"
          ) + (
            "low:RB63-SRDI-PART2"
          ) + (
            "low:RB63-SRDI-PART3"
          ) + (
            "low:RB63-SRDI-PART4"
          ),
          100
        )
      )
      AND "srdi_score" <= (
        LEAST(
          (
            "high:RB63-SRDI-PART1"
          ) + (
            "high:RB63-SRDI-PART2"
          ) + (
            "high:RB63-SRDI-PART3"
          ) + (
            "high:RB63-SRDI-PART4"
          ),
          100
        )
      )
      THEN CAST("srdi_score" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "low:RB63-SRDI-PART1"
        ) + (
          "low:RB63-SRDI-PART2"
        ) + (
          "low:RB63-SRDI-PART3"
        ) + (
          "low:RB63-SRDI-PART4"
        ),
        100
      ) AS DOUBLE)
    END AS "low:RB63-SRDI",
    CASE
      WHEN "srdi_score" >= (
        LEAST(
          (
            "low:RB63-SRDI-PART1"
          ) + (
            "low:RB63-SRDI-PART2"
          ) + (
            "low:RB63-SRDI-PART3"
          ) + (
            "low:RB63-SRDI-PART4"
          ),
          100
        )
      )
      AND "srdi_score" <= (
        LEAST(
          (
            "high:RB63-SRDI-PART1"
          ) + (
            "high:RB63-SRDI-PART2"
          ) + (
            "high:RB63-SRDI-PART3"
          ) + (
            "high:RB63-SRDI-PART4"
          ),
          100
        )
      )
      THEN CAST("srdi_score" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "high:RB63-SRDI-PART1"
        ) + (
          "high:RB63-SRDI-PART2"
        ) + (
          "high:RB63-SRDI-PART3"
        ) + (
          "high:RB63-SRDI-PART4"
        ),
        100
      ) AS DOUBLE)
    END AS "high:RB63-SRDI"
  FROM "step_3"
), "step_5" AS (
  SELECT
    *,
    CAST(CASE WHEN "low:RB63-SRDI" >= 60 THEN 3 WHEN "high:RB63-SRDI" >= 60 THEN 1 ELSE 0 END AS TINYINT) AS "RB63-SRDI-SCORE",
    "low:RB63-SRDI" AS "points_min:RB63-SRDI",
    "high:RB63-SRDI" AS "points_max:RB63-SRDI",
    COALESCE(
      (
        "value:main_revenue_ratio_y1" >= 0.7999999999998201
      )
      AND (
        "value:main_revenue_ratio_y1" <= 0.80000000000018
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
      OR ABS("value:main_revenue_mean_growth_2y" - (
        0.1
      )) <= 1e-13 * (
        3.1 + COALESCE(
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
      OR ABS("value:main_revenue_mean_growth_2y" - (
        0.08
      )) <= 1e-13 * (
        3.08 + COALESCE(
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
      OR ABS("value:main_revenue_mean_growth_2y" - (
        0.06
      )) <= 1e-13 * (
        3.06 + COALESCE(
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
      OR ABS("value:main_revenue_mean_growth_2y" - (
        0.04
      )) <= 1e-13 * (
        3.04 + COALESCE(
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
      OR ABS("value:main_revenue_mean_growth_2y" - (
        0
      )) <= 1e-13 * (
        3.0 + COALESCE(
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
        "value:net_profit_ratio_y1" >= 0.09999999999989001
      )
      AND (
        "value:net_profit_ratio_y1" <= 0.10000000000011
      )
      OR (
        "value:net_profit_ratio_y1" >= 0.079999999999892
      )
      AND (
        "value:net_profit_ratio_y1" <= 0.080000000000108
      )
      OR (
        "value:net_profit_ratio_y1" >= 0.059999999999894
      )
      AND (
        "value:net_profit_ratio_y1" <= 0.060000000000105996
      )
      OR (
        "value:net_profit_ratio_y1" >= 0.039999999999896
      )
      AND (
        "value:net_profit_ratio_y1" <= 0.040000000000104
      )
      OR (
        "value:net_profit_ratio_y1" >= 0.019999999999898002
      )
      AND (
        "value:net_profit_ratio_y1" <= 0.020000000000102
      )
      OR (
        "value:debt_ratio_y1" >= 0.49999999999985
      )
      AND (
        "value:debt_ratio_y1" <= 0.50000000000015
      )
      OR (
        "value:debt_ratio_y1" >= 0.59999999999984
      )
      AND (
        "value:debt_ratio_y1" <= 0.60000000000016
      )
      OR (
        "value:debt_ratio_y1" >= 0.69999999999983
      )
      AND (
        "value:debt_ratio_y1" <= 0.7000000000001699
      )
      OR (
        "value:rd_ratio_y1" >= 0.09999999999989001
      )
      AND (
        "value:rd_ratio_y1" <= 0.10000000000011
      )
      OR (
        "value:rd_ratio_y1" >= 0.079999999999892
      )
      AND (
        "value:rd_ratio_y1" <= 0.080000000000108
      )
      OR (
        "value:rd_ratio_y1" >= 0.059999999999894
      )
      AND (
        "value:rd_ratio_y1" <= 0.060000000000105996
      )
      OR (
        "value:rd_ratio_y1" >= 0.039999999999896
      )
      AND (
        "value:rd_ratio_y1" <= 0.040000000000104
      )
      OR (
        "value:rd_ratio_y1" >= 0.029999999999896998
      )
      AND (
        "value:rd_ratio_y1" <= 0.030000000000103
      )
      OR (
        "value:rd_staff_ratio_y1" >= 0.19999999999988002
      )
      AND (
        "value:rd_staff_ratio_y1" <= 0.20000000000012
      )
      OR (
        "value:rd_staff_ratio_y1" >= 0.09999999999989001
      )
      AND (
        "value:rd_staff_ratio_y1" <= 0.10000000000011
      )
      OR (
        "value:rd_staff_ratio_y1" >= 0.049999999999895
      )
      AND (
        "value:rd_staff_ratio_y1" <= 0.050000000000105
      )
      OR (
        ABS(
          (
            LEAST(
              (
                "low:RB63-SRDI-PART1"
              ) + (
                "low:RB63-SRDI-PART2"
              ) + (
                "low:RB63-SRDI-PART3"
              ) + (
                "low:RB63-SRDI-PART4"
              ),
              100
            )
          ) - "srdi_score"
        ) <= 1e-09
        OR ABS(
          (
            LEAST(
              (
                "high:RB63-SRDI-PART1"
              ) + (
                "high:RB63-SRDI-PART2"
              ) + (
                "high:RB63-SRDI-PART3"
              ) + (
                "high:RB63-SRDI-PART4"
              ),
              100
            )
          ) - "srdi_score"
        ) <= 1e-09
      )
      AND (
        "local_feature_score" <> FLOOR("local_feature_score")
      )
      OR (
        ABS((
          "low:RB63-SRDI"
        ) - 60) <= 1e-09
        OR ABS((
          "high:RB63-SRDI"
        ) - 60) <= 1e-09
      )
      AND (
        "local_feature_score" <> FLOOR("local_feature_score")
      )
      OR ABS("value:rd_expense_mean_2y" - (
        1000000000
      )) <= 1e-13 * (
        1000000001.0 + COALESCE(ABS(CAST("rd_expense_y1" AS DOUBLE)), 0) + COALESCE(ABS(CAST("rd_expense_y2" AS DOUBLE)), 0)
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_4"
), "step_6" AS (
  SELECT
    *,
    CAST(GREATEST("RB63-SRDI-SCORE", "RB63-SRDI-D1", "RB63-SRDI-D2", "RB63-SRDI-D3", "RB63-SRDI-D4") AS TINYINT) AS "RB63-SRDI-C4"
  FROM "step_5"
), "step_7" AS (
  SELECT
    *,
    CAST(LEAST(
      "RB63-G1",
      "RB63-G2",
      "RB63-G3",
      "RB63-G4",
      "RB63-G5",
      "RB63-SRDI-PRE",
      "RB63-SRDI-C1",
      "RB63-SRDI-C2",
      "RB63-SRDI-C3",
      "RB63-SRDI-C4"
    ) AS TINYINT) AS "RB63-SRDI"
  FROM "step_6"
)
SELECT
  "id",
  "RB63-SRDI",
  "RB63-G1",
  "RB63-G2",
  "RB63-G3",
  "RB63-G4",
  "RB63-G5",
  "RB63-SRDI-PRE",
  "RB63-SRDI-C1",
  "RB63-SRDI-C2",
  "RB63-SRDI-C3",
  "RB63-SRDI-C4",
  "RB63-SRDI-SCORE",
  "RB63-SRDI-D1",
  "RB63-SRDI-D2",
  "RB63-SRDI-D3",
  "RB63-SRDI-D4",
  "points_min:RB63-SRDI",
  "points_max:RB63-SRDI",
  "on_the_line"
FROM "step_7"
