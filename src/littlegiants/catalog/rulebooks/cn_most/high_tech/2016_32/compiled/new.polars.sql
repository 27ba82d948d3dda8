WITH "step_0" AS (
  SELECT
    "class1_ip_count",
    "class2_ip_any_count",
    "conversions_per_year",
    "core_ip_owned",
    "employees_y1",
    "hightech_revenue_ratio_y1",
    "hightech_revenue_y1",
    "hnte_score",
    "id",
    "in_hnte_field",
    "ip_acquisition",
    "ip_advancement",
    "ip_core_support",
    "net_assets_growth",
    "net_assets_mean_growth_2y",
    "net_assets_y1",
    "net_assets_y2",
    "net_assets_y3",
    "rd_domestic_ratio_3y",
    "rd_expense_domestic_sum_3y",
    "rd_expense_domestic_y1",
    "rd_expense_domestic_y2",
    "rd_expense_domestic_y3",
    "rd_expense_sum_3y",
    "rd_expense_y1",
    "rd_expense_y2",
    "rd_expense_y3",
    "rd_management_incentive_points",
    "rd_management_institution_points",
    "rd_management_points",
    "rd_management_rules_points",
    "rd_management_talent_points",
    "rd_ratio_3y",
    "registered_days",
    "revenue_growth",
    "revenue_mean_growth_2y",
    "revenue_sum_3y",
    "revenue_y1",
    "revenue_y2",
    "revenue_y3",
    "science_staff_ratio_y1",
    "science_staff_y1",
    "serious_violation_past_1y",
    "standards_compiled",
    "three_accounting_years",
    "total_income_y1",
    "two_accounting_years"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    CASE
      WHEN (
        NOT (
          COALESCE(
            (
              "revenue_y2" >= 0
            )
            OR (
              "revenue_y2" < 0
            )
            OR (
              "net_assets_y2" >= 0
            )
            OR (
              "net_assets_y2" < 0
            )
            OR (
              "revenue_y3" >= 0
            )
            OR (
              "revenue_y3" < 0
            )
            OR (
              "net_assets_y3" >= 0
            )
            OR (
              "net_assets_y3" < 0
            ),
            "two_accounting_years"
          )
        )
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN NOT (
        COALESCE(
          (
            "revenue_y2" >= 0
          )
          OR (
            "revenue_y2" < 0
          )
          OR (
            "net_assets_y2" >= 0
          )
          OR (
            "net_assets_y2" < 0
          )
          OR (
            "revenue_y3" >= 0
          )
          OR (
            "revenue_y3" < 0
          )
          OR (
            "net_assets_y3" >= 0
          )
          OR (
            "net_assets_y3" < 0
          ),
          "two_accounting_years"
        )
      )
      THEN 0.0
      WHEN (
        "net_assets_y2" = 0
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN "net_assets_y2" = 0
      THEN 0.0
      WHEN (
        "net_assets_y2" < 0
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN "net_assets_y2" < 0
      THEN CAST((
        CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
          "net_assets_y2" - "net_assets_y2"
        ) AS DOUBLE), 0.0)
      ) AS DOUBLE)
      WHEN (
        NOT (
          COALESCE(
            (
              "revenue_y3" >= 0
            )
            OR (
              "revenue_y3" < 0
            )
            OR (
              "net_assets_y3" >= 0
            )
            OR (
              "net_assets_y3" < 0
            ),
            "three_accounting_years"
          )
        )
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN NOT (
        COALESCE(
          (
            "revenue_y3" >= 0
          )
          OR (
            "revenue_y3" < 0
          )
          OR (
            "net_assets_y3" >= 0
          )
          OR (
            "net_assets_y3" < 0
          ),
          "three_accounting_years"
        )
      )
      THEN CAST(COALESCE(
        (
          CAST((
            CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
          ) AS DOUBLE) - 1.0
        ),
        CAST("net_assets_growth" AS DOUBLE)
      ) AS DOUBLE)
      WHEN (
        "net_assets_y3" = 0
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN "net_assets_y3" = 0
      THEN CAST(COALESCE(
        (
          CAST((
            CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
          ) AS DOUBLE) - 1.0
        ),
        CAST("net_assets_growth" AS DOUBLE)
      ) AS DOUBLE)
      WHEN (
        "net_assets_y3" < 0
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN "net_assets_y3" < 0
      THEN CAST((
        CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
          "net_assets_y3" - "net_assets_y3"
        ) AS DOUBLE), 0.0)
      ) AS DOUBLE)
      ELSE CAST(COALESCE(
        (
          CAST((
            CAST((
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE) - 1.0
            ) AS DOUBLE) + CAST((
              CAST((
                CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE) - 1.0
            ) AS DOUBLE)
          ) AS DOUBLE) / 2.0
        ),
        CAST("net_assets_mean_growth_2y" AS DOUBLE)
      ) AS DOUBLE)
    END AS "value:1",
    CASE
      WHEN (
        NOT (
          COALESCE(
            (
              "revenue_y2" >= 0
            )
            OR (
              "revenue_y2" < 0
            )
            OR (
              "net_assets_y2" >= 0
            )
            OR (
              "net_assets_y2" < 0
            )
            OR (
              "revenue_y3" >= 0
            )
            OR (
              "revenue_y3" < 0
            )
            OR (
              "net_assets_y3" >= 0
            )
            OR (
              "net_assets_y3" < 0
            ),
            "two_accounting_years"
          )
        )
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN NOT (
        COALESCE(
          (
            "revenue_y2" >= 0
          )
          OR (
            "revenue_y2" < 0
          )
          OR (
            "net_assets_y2" >= 0
          )
          OR (
            "net_assets_y2" < 0
          )
          OR (
            "revenue_y3" >= 0
          )
          OR (
            "revenue_y3" < 0
          )
          OR (
            "net_assets_y3" >= 0
          )
          OR (
            "net_assets_y3" < 0
          ),
          "two_accounting_years"
        )
      )
      THEN 0.0
      WHEN (
        "revenue_y2" = 0
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN "revenue_y2" = 0
      THEN 0.0
      WHEN (
        NOT (
          COALESCE(
            (
              "revenue_y3" >= 0
            )
            OR (
              "revenue_y3" < 0
            )
            OR (
              "net_assets_y3" >= 0
            )
            OR (
              "net_assets_y3" < 0
            ),
            "three_accounting_years"
          )
        )
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN NOT (
        COALESCE(
          (
            "revenue_y3" >= 0
          )
          OR (
            "revenue_y3" < 0
          )
          OR (
            "net_assets_y3" >= 0
          )
          OR (
            "net_assets_y3" < 0
          ),
          "three_accounting_years"
        )
      )
      THEN CAST(COALESCE(
        (
          CAST((
            CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
          ) AS DOUBLE) - 1.0
        ),
        CAST("revenue_growth" AS DOUBLE)
      ) AS DOUBLE)
      WHEN (
        "revenue_y3" = 0
      ) IS NULL
      THEN CAST(NULL AS DOUBLE)
      WHEN "revenue_y3" = 0
      THEN CAST(COALESCE(
        (
          CAST((
            CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
          ) AS DOUBLE) - 1.0
        ),
        CAST("revenue_growth" AS DOUBLE)
      ) AS DOUBLE)
      ELSE CAST(COALESCE(
        (
          CAST((
            CAST((
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE) - 1.0
            ) AS DOUBLE) + CAST((
              CAST((
                CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE) - 1.0
            ) AS DOUBLE)
          ) AS DOUBLE) / 2.0
        ),
        CAST("revenue_mean_growth_2y" AS DOUBLE)
      ) AS DOUBLE)
    END AS "value:2",
    COALESCE(
      (
        CAST("science_staff_y1" AS DOUBLE) / NULLIF(CAST("employees_y1" AS DOUBLE), 0.0)
      ),
      CAST("science_staff_ratio_y1" AS DOUBLE)
    ) AS "value:science_staff_ratio_y1",
    COALESCE(
      (
        CAST(COALESCE(
          (
            (
              "rd_expense_y1" + "rd_expense_y2"
            ) + "rd_expense_y3"
          ),
          CAST("rd_expense_sum_3y" AS BIGINT)
        ) AS DOUBLE) / NULLIF(
          CAST(COALESCE(
            (
              (
                "revenue_y1" + "revenue_y2"
              ) + "revenue_y3"
            ),
            CAST("revenue_sum_3y" AS BIGINT)
          ) AS DOUBLE),
          0.0
        )
      ),
      CAST("rd_ratio_3y" AS DOUBLE)
    ) AS "value:rd_ratio_3y",
    COALESCE(
      (
        CAST(COALESCE(
          (
            (
              "rd_expense_domestic_y1" + "rd_expense_domestic_y2"
            ) + "rd_expense_domestic_y3"
          ),
          CAST("rd_expense_domestic_sum_3y" AS BIGINT)
        ) AS DOUBLE) / NULLIF(
          CAST(COALESCE(
            (
              (
                "rd_expense_y1" + "rd_expense_y2"
              ) + "rd_expense_y3"
            ),
            CAST("rd_expense_sum_3y" AS BIGINT)
          ) AS DOUBLE),
          0.0
        )
      ),
      CAST("rd_domestic_ratio_3y" AS DOUBLE)
    ) AS "value:rd_domestic_ratio_3y",
    COALESCE(
      (
        CAST("hightech_revenue_y1" AS DOUBLE) / NULLIF(CAST("total_income_y1" AS DOUBLE), 0.0)
      ),
      CAST("hightech_revenue_ratio_y1" AS DOUBLE)
    ) AS "value:hightech_revenue_ratio_y1"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CASE
      WHEN "ip_advancement" IN ('high')
      THEN 7
      WHEN "ip_advancement" IN ('fairly_high')
      THEN 5
      WHEN "ip_advancement" IN ('average')
      THEN 3
      WHEN "ip_advancement" IN ('low')
      THEN 1
      ELSE 0
    END AS "low:RB32-S1",
    CASE
      WHEN COALESCE("ip_advancement" IN ('high'), TRUE)
      THEN 8
      WHEN COALESCE("ip_advancement" IN ('fairly_high'), TRUE)
      THEN 6
      WHEN COALESCE("ip_advancement" IN ('average'), TRUE)
      THEN 4
      WHEN COALESCE("ip_advancement" IN ('low'), TRUE)
      THEN 2
      ELSE 0
    END AS "high:RB32-S1",
    CASE
      WHEN "ip_core_support" IN ('strong')
      THEN 7
      WHEN "ip_core_support" IN ('fairly_strong')
      THEN 5
      WHEN "ip_core_support" IN ('average')
      THEN 3
      WHEN "ip_core_support" IN ('weak')
      THEN 1
      ELSE 0
    END AS "low:RB32-S2",
    CASE
      WHEN COALESCE("ip_core_support" IN ('strong'), TRUE)
      THEN 8
      WHEN COALESCE("ip_core_support" IN ('fairly_strong'), TRUE)
      THEN 6
      WHEN COALESCE("ip_core_support" IN ('average'), TRUE)
      THEN 4
      WHEN COALESCE("ip_core_support" IN ('weak'), TRUE)
      THEN 2
      ELSE 0
    END AS "high:RB32-S2",
    CASE
      WHEN "class1_ip_count" >= 1
      THEN 7
      WHEN "class2_ip_any_count" >= 5
      THEN 5
      WHEN "class2_ip_any_count" >= 3
      THEN 3
      WHEN "class2_ip_any_count" >= 1
      THEN 1
      ELSE 0
    END AS "low:RB32-S3",
    CASE
      WHEN COALESCE("class1_ip_count" >= 1, TRUE)
      THEN 8
      WHEN COALESCE("class2_ip_any_count" >= 5, TRUE)
      THEN 6
      WHEN COALESCE("class2_ip_any_count" >= 3, TRUE)
      THEN 4
      WHEN COALESCE("class2_ip_any_count" >= 1, TRUE)
      THEN 2
      ELSE 0
    END AS "high:RB32-S3",
    CASE
      WHEN "ip_acquisition" IN ('self_developed')
      THEN 1
      WHEN "ip_acquisition" IN ('acquired_only')
      THEN 1
      ELSE 0
    END AS "low:RB32-S4",
    CASE
      WHEN COALESCE("ip_acquisition" IN ('self_developed'), TRUE)
      THEN 6
      WHEN COALESCE("ip_acquisition" IN ('acquired_only'), TRUE)
      THEN 3
      ELSE 0
    END AS "high:RB32-S4",
    CASE WHEN "standards_compiled" THEN 1 ELSE 0 END AS "low:RB32-S5",
    CASE WHEN COALESCE("standards_compiled", TRUE) THEN 2 ELSE 0 END AS "high:RB32-S5",
    CASE
      WHEN "conversions_per_year" >= 5
      THEN 25
      WHEN "conversions_per_year" >= 4
      THEN 19
      WHEN "conversions_per_year" >= 3
      THEN 13
      WHEN "conversions_per_year" >= 2
      THEN 7
      WHEN "conversions_per_year" >= 1
      THEN 1
      ELSE 0
    END AS "low:RB32-S6",
    CASE
      WHEN COALESCE("conversions_per_year" >= 5, TRUE)
      THEN 30
      WHEN COALESCE("conversions_per_year" >= 4, TRUE)
      THEN 24
      WHEN COALESCE("conversions_per_year" >= 3, TRUE)
      THEN 18
      WHEN COALESCE("conversions_per_year" >= 2, TRUE)
      THEN 12
      WHEN COALESCE("conversions_per_year" >= 1, TRUE)
      THEN 6
      ELSE 0
    END AS "high:RB32-S6",
    CASE
      WHEN "rd_management_rules_points" IS NULL
      THEN 0
      ELSE LEAST(GREATEST(CAST("rd_management_rules_points" AS DOUBLE), 0), 6)
    END AS "low:RB32-S7-1",
    CASE
      WHEN "rd_management_rules_points" IS NULL
      THEN 6
      ELSE LEAST(GREATEST(CAST("rd_management_rules_points" AS DOUBLE), 0), 6)
    END AS "high:RB32-S7-1",
    CASE
      WHEN "rd_management_institution_points" IS NULL
      THEN 0
      ELSE LEAST(GREATEST(CAST("rd_management_institution_points" AS DOUBLE), 0), 6)
    END AS "low:RB32-S7-2",
    CASE
      WHEN "rd_management_institution_points" IS NULL
      THEN 6
      ELSE LEAST(GREATEST(CAST("rd_management_institution_points" AS DOUBLE), 0), 6)
    END AS "high:RB32-S7-2",
    CASE
      WHEN "rd_management_incentive_points" IS NULL
      THEN 0
      ELSE LEAST(GREATEST(CAST("rd_management_incentive_points" AS DOUBLE), 0), 4)
    END AS "low:RB32-S7-3",
    CASE
      WHEN "rd_management_incentive_points" IS NULL
      THEN 4
      ELSE LEAST(GREATEST(CAST("rd_management_incentive_points" AS DOUBLE), 0), 4)
    END AS "high:RB32-S7-3",
    CASE
      WHEN "rd_management_talent_points" IS NULL
      THEN 0
      ELSE LEAST(GREATEST(CAST("rd_management_talent_points" AS DOUBLE), 0), 4)
    END AS "low:RB32-S7-4",
    CASE
      WHEN "rd_management_talent_points" IS NULL
      THEN 4
      ELSE LEAST(GREATEST(CAST("rd_management_talent_points" AS DOUBLE), 0), 4)
    END AS "high:RB32-S7-4",
    CASE
      WHEN "value:1" >= 0.35 - 1e-13 * (
        5.35 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 9
      WHEN "value:1" >= 0.25 - 1e-13 * (
        5.25 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 7
      WHEN "value:1" >= 0.15 - 1e-13 * (
        5.15 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 5
      WHEN "value:1" >= 0.05 - 1e-13 * (
        5.05 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 3
      WHEN "value:1" > 0 + 1e-13 * (
        5.0 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 1
      ELSE 0
    END AS "low:RB32-S8",
    CASE
      WHEN COALESCE(
        "value:1" >= 0.35 - 1e-13 * (
          5.35 + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y2" - "net_assets_y2"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y3" - "net_assets_y3"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 10
      WHEN COALESCE(
        "value:1" >= 0.25 - 1e-13 * (
          5.25 + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y2" - "net_assets_y2"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y3" - "net_assets_y3"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 8
      WHEN COALESCE(
        "value:1" >= 0.15 - 1e-13 * (
          5.15 + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y2" - "net_assets_y2"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y3" - "net_assets_y3"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 6
      WHEN COALESCE(
        "value:1" >= 0.05 - 1e-13 * (
          5.05 + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y2" - "net_assets_y2"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y3" - "net_assets_y3"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 4
      WHEN COALESCE(
        "value:1" > 0 + 1e-13 * (
          5.0 + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y2" - "net_assets_y2"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                  "net_assets_y3" - "net_assets_y3"
                ) AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 2
      ELSE 0
    END AS "high:RB32-S8",
    CASE
      WHEN "value:2" >= 0.35 - 1e-13 * (
        5.35 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 9
      WHEN "value:2" >= 0.25 - 1e-13 * (
        5.25 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 7
      WHEN "value:2" >= 0.15 - 1e-13 * (
        5.15 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 5
      WHEN "value:2" >= 0.05 - 1e-13 * (
        5.05 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 3
      WHEN "value:2" > 0 + 1e-13 * (
        5.0 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      THEN 1
      ELSE 0
    END AS "low:RB32-S9",
    CASE
      WHEN COALESCE(
        "value:2" >= 0.35 - 1e-13 * (
          5.35 + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 10
      WHEN COALESCE(
        "value:2" >= 0.25 - 1e-13 * (
          5.25 + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 8
      WHEN COALESCE(
        "value:2" >= 0.15 - 1e-13 * (
          5.15 + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 6
      WHEN COALESCE(
        "value:2" >= 0.05 - 1e-13 * (
          5.05 + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 4
      WHEN COALESCE(
        "value:2" > 0 + 1e-13 * (
          5.0 + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          ) + COALESCE(
            ABS(
              CAST((
                CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
              ) AS DOUBLE)
            ),
            0
          )
        ),
        TRUE
      )
      THEN 2
      ELSE 0
    END AS "high:RB32-S9"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    LEAST(
      (
        "low:RB32-S1"
      ) + (
        "low:RB32-S2"
      ) + (
        "low:RB32-S3"
      ) + (
        "low:RB32-S4"
      ) + (
        "low:RB32-S5"
      ),
      30
    ) AS "low:RB32-IP",
    LEAST(
      (
        "high:RB32-S1"
      ) + (
        "high:RB32-S2"
      ) + (
        "high:RB32-S3"
      ) + (
        "high:RB32-S4"
      ) + (
        "high:RB32-S5"
      ),
      30
    ) AS "high:RB32-IP",
    LEAST((
      "low:RB32-S6"
    ), 30) AS "low:RB32-RESULT",
    LEAST((
      "high:RB32-S6"
    ), 30) AS "high:RB32-RESULT",
    CASE
      WHEN "rd_management_points" >= (
        LEAST(
          (
            "low:RB32-S7-1"
          ) + (
            "low:RB32-S7-2"
          ) + (
            "low:RB32-S7-3"
          ) + (
            "low:RB32-S7-4"
          ),
          20
        )
      )
      AND "rd_management_points" <= (
        LEAST(
          (
            "high:RB32-S7-1"
          ) + (
            "high:RB32-S7-2"
          ) + (
            "high:RB32-S7-3"
          ) + (
            "high:RB32-S7-4"
          ),
          20
        )
      )
      THEN CAST("rd_management_points" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "low:RB32-S7-1"
        ) + (
          "low:RB32-S7-2"
        ) + (
          "low:RB32-S7-3"
        ) + (
          "low:RB32-S7-4"
        ),
        20
      ) AS DOUBLE)
    END AS "low:RB32-S7",
    CASE
      WHEN "rd_management_points" >= (
        LEAST(
          (
            "low:RB32-S7-1"
          ) + (
            "low:RB32-S7-2"
          ) + (
            "low:RB32-S7-3"
          ) + (
            "low:RB32-S7-4"
          ),
          20
        )
      )
      AND "rd_management_points" <= (
        LEAST(
          (
            "high:RB32-S7-1"
          ) + (
            "high:RB32-S7-2"
          ) + (
            "high:RB32-S7-3"
          ) + (
            "high:RB32-S7-4"
          ),
          20
        )
      )
      THEN CAST("rd_management_points" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "high:RB32-S7-1"
        ) + (
          "high:RB32-S7-2"
        ) + (
          "high:RB32-S7-3"
        ) + (
          "high:RB32-S7-4"
        ),
        20
      ) AS DOUBLE)
    END AS "high:RB32-S7",
    LEAST((
      "low:RB32-S8"
    ) + (
      "low:RB32-S9"
    ), 20) AS "low:RB32-GROWTH",
    LEAST((
      "high:RB32-S8"
    ) + (
      "high:RB32-S9"
    ), 20) AS "high:RB32-GROWTH",
    CAST(COALESCE(CAST((
      "registered_days" >= 365
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB32-1",
    CAST(COALESCE(CAST((
      "core_ip_owned"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB32-2",
    CAST(COALESCE(CAST((
      "in_hnte_field"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB32-3",
    CAST(COALESCE(
      CAST((
        "value:science_staff_ratio_y1" >= 0.09999999999989001
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB32-4",
    CAST(CASE
      WHEN "revenue_y1" <= 5000000000
      THEN COALESCE(CAST((
        "value:rd_ratio_3y" >= 0.049999999999895
      ) AS TINYINT) * 3, 1)
      WHEN NOT (
        "revenue_y1" <= 5000000000
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB32-5a",
    CAST(CASE
      WHEN (
        "revenue_y1" > 5000000000
      ) AND (
        "revenue_y1" <= 20000000000
      )
      THEN COALESCE(CAST((
        "value:rd_ratio_3y" >= 0.039999999999896
      ) AS TINYINT) * 3, 1)
      WHEN NOT (
        (
          "revenue_y1" > 5000000000
        ) AND (
          "revenue_y1" <= 20000000000
        )
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB32-5b",
    CAST(CASE
      WHEN "revenue_y1" > 20000000000
      THEN COALESCE(CAST((
        "value:rd_ratio_3y" >= 0.029999999999896998
      ) AS TINYINT) * 3, 1)
      WHEN NOT (
        "revenue_y1" > 20000000000
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB32-5c",
    CAST(COALESCE(CAST((
      "value:rd_domestic_ratio_3y" >= 0.59999999999984
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB32-5d",
    CAST(COALESCE(
      CAST((
        "value:hightech_revenue_ratio_y1" >= 0.59999999999984
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB32-6",
    CAST(COALESCE(CAST((
      NOT (
        "serious_violation_past_1y"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB32-8"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CASE
      WHEN "hnte_score" >= (
        LEAST(
          (
            "low:RB32-IP"
          ) + (
            "low:RB32-RESULT"
          ) + (
            "low:RB32-S7"
          ) + (
            "low:RB32-GROWTH"
          ),
          100
        )
      )
      AND "hnte_score" <= (
        LEAST(
          (
            "high:RB32-IP"
          ) + (
            "high:RB32-RESULT"
          ) + (
            "high:RB32-S7"
          ) + (
            "high:RB32-GROWTH"
          ),
          100
        )
      )
      THEN CAST("hnte_score" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "low:RB32-IP"
        ) + (
          "low:RB32-RESULT"
        ) + (
          "low:RB32-S7"
        ) + (
          "low:RB32-GROWTH"
        ),
        100
      ) AS DOUBLE)
    END AS "low:RB32",
    CASE
      WHEN "hnte_score" >= (
        LEAST(
          (
            "low:RB32-IP"
          ) + (
            "low:RB32-RESULT"
          ) + (
            "low:RB32-S7"
          ) + (
            "low:RB32-GROWTH"
          ),
          100
        )
      )
      AND "hnte_score" <= (
        LEAST(
          (
            "high:RB32-IP"
          ) + (
            "high:RB32-RESULT"
          ) + (
            "high:RB32-S7"
          ) + (
            "high:RB32-GROWTH"
          ),
          100
        )
      )
      THEN CAST("hnte_score" AS DOUBLE)
      ELSE CAST(LEAST(
        (
          "high:RB32-IP"
        ) + (
          "high:RB32-RESULT"
        ) + (
          "high:RB32-S7"
        ) + (
          "high:RB32-GROWTH"
        ),
        100
      ) AS DOUBLE)
    END AS "high:RB32",
    CAST(LEAST("RB32-5a", "RB32-5b", "RB32-5c", "RB32-5d") AS TINYINT) AS "RB32-5"
  FROM "step_3"
), "step_5" AS (
  SELECT
    *,
    CAST(CASE WHEN "low:RB32" > 70 THEN 3 WHEN "high:RB32" > 70 THEN 1 ELSE 0 END AS TINYINT) AS "RB32-7",
    "low:RB32" AS "points_min:RB32",
    "high:RB32" AS "points_max:RB32",
    COALESCE(
      (
        ABS(
          (
            LEAST(
              (
                "low:RB32-S7-1"
              ) + (
                "low:RB32-S7-2"
              ) + (
                "low:RB32-S7-3"
              ) + (
                "low:RB32-S7-4"
              ),
              20
            )
          ) - "rd_management_points"
        ) <= 1e-09
        OR ABS(
          (
            LEAST(
              (
                "high:RB32-S7-1"
              ) + (
                "high:RB32-S7-2"
              ) + (
                "high:RB32-S7-3"
              ) + (
                "high:RB32-S7-4"
              ),
              20
            )
          ) - "rd_management_points"
        ) <= 1e-09
      )
      AND (
        "rd_management_rules_points" <> FLOOR("rd_management_rules_points")
        OR "rd_management_institution_points" <> FLOOR("rd_management_institution_points")
        OR "rd_management_incentive_points" <> FLOOR("rd_management_incentive_points")
        OR "rd_management_talent_points" <> FLOOR("rd_management_talent_points")
      )
      OR ABS("value:1" - (
        0.35
      )) <= 1e-13 * (
        5.35 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:1" - (
        0.25
      )) <= 1e-13 * (
        5.25 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:1" - (
        0.15
      )) <= 1e-13 * (
        5.15 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:1" - (
        0.05
      )) <= 1e-13 * (
        5.05 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:1" - (
        0
      )) <= 1e-13 * (
        5.0 + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y2" - "net_assets_y2"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST((
                "net_assets_y3" - "net_assets_y3"
              ) AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y1" AS DOUBLE) / NULLIF(CAST("net_assets_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("net_assets_y2" AS DOUBLE) / NULLIF(CAST("net_assets_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:2" - (
        0.35
      )) <= 1e-13 * (
        5.35 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:2" - (
        0.25
      )) <= 1e-13 * (
        5.25 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:2" - (
        0.15
      )) <= 1e-13 * (
        5.15 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:2" - (
        0.05
      )) <= 1e-13 * (
        5.05 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR ABS("value:2" - (
        0
      )) <= 1e-13 * (
        5.0 + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y1" AS DOUBLE) / NULLIF(CAST("revenue_y2" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        ) + COALESCE(
          ABS(
            CAST((
              CAST("revenue_y2" AS DOUBLE) / NULLIF(CAST("revenue_y3" AS DOUBLE), 0.0)
            ) AS DOUBLE)
          ),
          0
        )
      )
      OR (
        ABS(
          (
            LEAST(
              (
                "low:RB32-IP"
              ) + (
                "low:RB32-RESULT"
              ) + (
                "low:RB32-S7"
              ) + (
                "low:RB32-GROWTH"
              ),
              100
            )
          ) - "hnte_score"
        ) <= 1e-09
        OR ABS(
          (
            LEAST(
              (
                "high:RB32-IP"
              ) + (
                "high:RB32-RESULT"
              ) + (
                "high:RB32-S7"
              ) + (
                "high:RB32-GROWTH"
              ),
              100
            )
          ) - "hnte_score"
        ) <= 1e-09
      )
      AND (
        "rd_management_rules_points" <> FLOOR("rd_management_rules_points")
        OR "rd_management_institution_points" <> FLOOR("rd_management_institution_points")
        OR "rd_management_incentive_points" <> FLOOR("rd_management_incentive_points")
        OR "rd_management_talent_points" <> FLOOR("rd_management_talent_points")
      )
      OR (
        "value:science_staff_ratio_y1" >= 0.09999999999989001
      )
      AND (
        "value:science_staff_ratio_y1" <= 0.10000000000011
      )
      OR (
        "value:rd_ratio_3y" >= 0.049999999999895
      )
      AND (
        "value:rd_ratio_3y" <= 0.050000000000105
      )
      OR (
        "value:rd_ratio_3y" >= 0.039999999999896
      )
      AND (
        "value:rd_ratio_3y" <= 0.040000000000104
      )
      OR (
        "value:rd_ratio_3y" >= 0.029999999999896998
      )
      AND (
        "value:rd_ratio_3y" <= 0.030000000000103
      )
      OR (
        "value:rd_domestic_ratio_3y" >= 0.59999999999984
      )
      AND (
        "value:rd_domestic_ratio_3y" <= 0.60000000000016
      )
      OR (
        "value:hightech_revenue_ratio_y1" >= 0.59999999999984
      )
      AND (
        "value:hightech_revenue_ratio_y1" <= 0.60000000000016
      )
      OR (
        ABS((
          "low:RB32"
        ) - 70) <= 1e-09 OR ABS((
          "high:RB32"
        ) - 70) <= 1e-09
      )
      AND (
        "rd_management_rules_points" <> FLOOR("rd_management_rules_points")
        OR "rd_management_institution_points" <> FLOOR("rd_management_institution_points")
        OR "rd_management_incentive_points" <> FLOOR("rd_management_incentive_points")
        OR "rd_management_talent_points" <> FLOOR("rd_management_talent_points")
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_4"
), "step_6" AS (
  SELECT
    *,
    CAST(LEAST("RB32-1", "RB32-2", "RB32-3", "RB32-4", "RB32-5", "RB32-6", "RB32-7", "RB32-8") AS TINYINT) AS "RB32"
  FROM "step_5"
)
SELECT
  "id",
  "RB32",
  "RB32-1",
  "RB32-2",
  "RB32-3",
  "RB32-4",
  "RB32-5",
  "RB32-5a",
  "RB32-5b",
  "RB32-5c",
  "RB32-5d",
  "RB32-6",
  "RB32-7",
  "RB32-8",
  "points_min:RB32",
  "points_max:RB32",
  "on_the_line"
FROM "step_6"
