WITH "step_0" AS (
  SELECT
    "abnormal_or_dishonest_listed",
    "class1_ip_count",
    "class2_ip_any_count",
    "cost_expense_y1",
    "employees_y1",
    "hnte_valid",
    "id",
    "national_award_top3_in_5y",
    "prohibited_products",
    "rd_cost_ratio_y1",
    "rd_expense_y1",
    "rd_institution_level",
    "rd_ratio_y1",
    "resident_enterprise",
    "revenue_y1",
    "science_staff_ratio_y1",
    "science_staff_y1",
    "serious_violation_since_y1",
    "standards_led_in_5y",
    "tech_sme_score",
    "total_assets_y1"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    COALESCE(
      (
        CAST("science_staff_y1" AS DOUBLE) / NULLIF(CAST("employees_y1" AS DOUBLE), 0.0)
      ),
      CAST("science_staff_ratio_y1" AS DOUBLE)
    ) AS "value:science_staff_ratio_y1",
    COALESCE(
      (
        CAST("rd_expense_y1" AS DOUBLE) / NULLIF(CAST("revenue_y1" AS DOUBLE), 0.0)
      ),
      CAST("rd_ratio_y1" AS DOUBLE)
    ) AS "value:rd_ratio_y1",
    COALESCE(
      (
        CAST("rd_expense_y1" AS DOUBLE) / NULLIF(CAST("cost_expense_y1" AS DOUBLE), 0.0)
      ),
      CAST("rd_cost_ratio_y1" AS DOUBLE)
    ) AS "value:rd_cost_ratio_y1"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CASE
      WHEN "value:science_staff_ratio_y1" >= 0.29999999999987
      THEN 20
      WHEN "value:science_staff_ratio_y1" >= 0.249999999999875
      THEN 16
      WHEN "value:science_staff_ratio_y1" >= 0.19999999999988002
      THEN 12
      WHEN "value:science_staff_ratio_y1" >= 0.149999999999885
      THEN 8
      WHEN "value:science_staff_ratio_y1" >= 0.09999999999989001
      THEN 4
      ELSE 0
    END AS "low:RB115-1",
    CASE
      WHEN COALESCE("value:science_staff_ratio_y1" >= 0.29999999999987, TRUE)
      THEN 20
      WHEN COALESCE("value:science_staff_ratio_y1" >= 0.249999999999875, TRUE)
      THEN 16
      WHEN COALESCE("value:science_staff_ratio_y1" >= 0.19999999999988002, TRUE)
      THEN 12
      WHEN COALESCE("value:science_staff_ratio_y1" >= 0.149999999999885, TRUE)
      THEN 8
      WHEN COALESCE("value:science_staff_ratio_y1" >= 0.09999999999989001, TRUE)
      THEN 4
      ELSE 0
    END AS "high:RB115-1",
    CASE
      WHEN "value:rd_ratio_y1" >= 0.059999999999894
      THEN 50
      WHEN "value:rd_ratio_y1" >= 0.049999999999895
      THEN 40
      WHEN "value:rd_ratio_y1" >= 0.039999999999896
      THEN 30
      WHEN "value:rd_ratio_y1" >= 0.029999999999896998
      THEN 20
      WHEN "value:rd_ratio_y1" >= 0.019999999999898002
      THEN 10
      ELSE 0
    END AS "low:RB115-2/RB115-2a",
    CASE
      WHEN COALESCE("value:rd_ratio_y1" >= 0.059999999999894, TRUE)
      THEN 50
      WHEN COALESCE("value:rd_ratio_y1" >= 0.049999999999895, TRUE)
      THEN 40
      WHEN COALESCE("value:rd_ratio_y1" >= 0.039999999999896, TRUE)
      THEN 30
      WHEN COALESCE("value:rd_ratio_y1" >= 0.029999999999896998, TRUE)
      THEN 20
      WHEN COALESCE("value:rd_ratio_y1" >= 0.019999999999898002, TRUE)
      THEN 10
      ELSE 0
    END AS "high:RB115-2/RB115-2a",
    CASE
      WHEN "value:rd_cost_ratio_y1" >= 0.29999999999987
      THEN 50
      WHEN "value:rd_cost_ratio_y1" >= 0.249999999999875
      THEN 40
      WHEN "value:rd_cost_ratio_y1" >= 0.19999999999988002
      THEN 30
      WHEN "value:rd_cost_ratio_y1" >= 0.149999999999885
      THEN 20
      WHEN "value:rd_cost_ratio_y1" >= 0.09999999999989001
      THEN 10
      ELSE 0
    END AS "low:RB115-2/RB115-2b",
    CASE
      WHEN COALESCE("value:rd_cost_ratio_y1" >= 0.29999999999987, TRUE)
      THEN 50
      WHEN COALESCE("value:rd_cost_ratio_y1" >= 0.249999999999875, TRUE)
      THEN 40
      WHEN COALESCE("value:rd_cost_ratio_y1" >= 0.19999999999988002, TRUE)
      THEN 30
      WHEN COALESCE("value:rd_cost_ratio_y1" >= 0.149999999999885, TRUE)
      THEN 20
      WHEN COALESCE("value:rd_cost_ratio_y1" >= 0.09999999999989001, TRUE)
      THEN 10
      ELSE 0
    END AS "high:RB115-2/RB115-2b",
    CASE
      WHEN "class1_ip_count" >= 1
      THEN 30
      WHEN "class2_ip_any_count" >= 4
      THEN 24
      WHEN "class2_ip_any_count" >= 3
      THEN 18
      WHEN "class2_ip_any_count" >= 2
      THEN 12
      WHEN "class2_ip_any_count" >= 1
      THEN 6
      ELSE 0
    END AS "low:RB115-3",
    CASE
      WHEN COALESCE("class1_ip_count" >= 1, TRUE)
      THEN 30
      WHEN COALESCE("class2_ip_any_count" >= 4, TRUE)
      THEN 24
      WHEN COALESCE("class2_ip_any_count" >= 3, TRUE)
      THEN 18
      WHEN COALESCE("class2_ip_any_count" >= 2, TRUE)
      THEN 12
      WHEN COALESCE("class2_ip_any_count" >= 1, TRUE)
      THEN 6
      ELSE 0
    END AS "high:RB115-3"
  FROM "step_1"
), "step_3" AS (
  SELECT
    *,
    LEAST((
      "low:RB115-1"
    ), 20) AS "low:RB115-STAFF",
    LEAST((
      "high:RB115-1"
    ), 20) AS "high:RB115-STAFF",
    LEAST((
      GREATEST("low:RB115-2/RB115-2a", "low:RB115-2/RB115-2b")
    ), 50) AS "low:RB115-RD",
    LEAST((
      GREATEST("high:RB115-2/RB115-2a", "high:RB115-2/RB115-2b")
    ), 50) AS "high:RB115-RD",
    LEAST((
      "low:RB115-3"
    ), 30) AS "low:RB115-RESULT",
    LEAST((
      "high:RB115-3"
    ), 30) AS "high:RB115-RESULT",
    CAST(COALESCE(CAST((
      "resident_enterprise"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-E1",
    CAST(COALESCE(
      CAST((
        (
          "employees_y1" <= 500
        )
        AND (
          "revenue_y1" <= 20000000000
        )
        AND (
          "total_assets_y1" <= 20000000000
        )
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB115-E2",
    CAST(COALESCE(CAST((
      NOT (
        "prohibited_products"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-E3",
    CAST(COALESCE(CAST((
      NOT (
        "serious_violation_since_y1"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-E4a",
    CAST(COALESCE(CAST((
      NOT (
        "abnormal_or_dishonest_listed"
      )
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-E4b",
    CAST(COALESCE(
      CAST((
        "value:science_staff_ratio_y1" >= 0.09999999999989001
      ) AS TINYINT) * 3,
      1
    ) AS TINYINT) AS "RB115-E5-STAFF",
    CAST(COALESCE(CAST((
      "hnte_valid"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-D1",
    CAST(COALESCE(CAST((
      "national_award_top3_in_5y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-D2",
    CAST(COALESCE(CAST((
      "rd_institution_level" IN ('provincial', 'national')
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-D3",
    CAST(COALESCE(CAST((
      "standards_led_in_5y"
    ) AS TINYINT) * 3, 1) AS TINYINT) AS "RB115-D4",
    COALESCE(
      (
        "value:science_staff_ratio_y1" >= 0.29999999999987
      )
      AND (
        "value:science_staff_ratio_y1" <= 0.30000000000013
      )
      OR (
        "value:science_staff_ratio_y1" >= 0.249999999999875
      )
      AND (
        "value:science_staff_ratio_y1" <= 0.250000000000125
      )
      OR (
        "value:science_staff_ratio_y1" >= 0.19999999999988002
      )
      AND (
        "value:science_staff_ratio_y1" <= 0.20000000000012
      )
      OR (
        "value:science_staff_ratio_y1" >= 0.149999999999885
      )
      AND (
        "value:science_staff_ratio_y1" <= 0.15000000000011499
      )
      OR (
        "value:science_staff_ratio_y1" >= 0.09999999999989001
      )
      AND (
        "value:science_staff_ratio_y1" <= 0.10000000000011
      )
      OR (
        "value:rd_ratio_y1" >= 0.059999999999894
      )
      AND (
        "value:rd_ratio_y1" <= 0.060000000000105996
      )
      OR (
        "value:rd_ratio_y1" >= 0.049999999999895
      )
      AND (
        "value:rd_ratio_y1" <= 0.050000000000105
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
        "value:rd_ratio_y1" >= 0.019999999999898002
      )
      AND (
        "value:rd_ratio_y1" <= 0.020000000000102
      )
      OR (
        "value:rd_cost_ratio_y1" >= 0.29999999999987
      )
      AND (
        "value:rd_cost_ratio_y1" <= 0.30000000000013
      )
      OR (
        "value:rd_cost_ratio_y1" >= 0.249999999999875
      )
      AND (
        "value:rd_cost_ratio_y1" <= 0.250000000000125
      )
      OR (
        "value:rd_cost_ratio_y1" >= 0.19999999999988002
      )
      AND (
        "value:rd_cost_ratio_y1" <= 0.20000000000012
      )
      OR (
        "value:rd_cost_ratio_y1" >= 0.149999999999885
      )
      AND (
        "value:rd_cost_ratio_y1" <= 0.15000000000011499
      )
      OR (
        "value:rd_cost_ratio_y1" >= 0.09999999999989001
      )
      AND (
        "value:rd_cost_ratio_y1" <= 0.10000000000011
      ),
      FALSE
    ) AS "on_the_line"
  FROM "step_2"
), "step_4" AS (
  SELECT
    *,
    CASE
      WHEN "tech_sme_score" >= (
        LEAST((
          "low:RB115-STAFF"
        ) + (
          "low:RB115-RD"
        ) + (
          "low:RB115-RESULT"
        ), 100)
      )
      AND "tech_sme_score" <= (
        LEAST((
          "high:RB115-STAFF"
        ) + (
          "high:RB115-RD"
        ) + (
          "high:RB115-RESULT"
        ), 100)
      )
      THEN CAST("tech_sme_score" AS DOUBLE)
      ELSE CAST(LEAST((
        "low:RB115-STAFF"
      ) + (
        "low:RB115-RD"
      ) + (
        "low:RB115-RESULT"
      ), 100) AS DOUBLE)
    END AS "low:RB115",
    CASE
      WHEN "tech_sme_score" >= (
        LEAST((
          "low:RB115-STAFF"
        ) + (
          "low:RB115-RD"
        ) + (
          "low:RB115-RESULT"
        ), 100)
      )
      AND "tech_sme_score" <= (
        LEAST((
          "high:RB115-STAFF"
        ) + (
          "high:RB115-RD"
        ) + (
          "high:RB115-RESULT"
        ), 100)
      )
      THEN CAST("tech_sme_score" AS DOUBLE)
      ELSE CAST(LEAST((
        "high:RB115-STAFF"
      ) + (
        "high:RB115-RD"
      ) + (
        "high:RB115-RESULT"
      ), 100) AS DOUBLE)
    END AS "high:RB115",
    CAST(LEAST("RB115-E4a", "RB115-E4b") AS TINYINT) AS "RB115-E4"
  FROM "step_3"
), "step_5" AS (
  SELECT
    *,
    CAST(CASE WHEN "low:RB115" >= 60 THEN 3 WHEN "high:RB115" >= 60 THEN 1 ELSE 0 END AS TINYINT) AS "RB115-SCORE",
    "low:RB115" AS "points_min:RB115",
    "high:RB115" AS "points_max:RB115"
  FROM "step_4"
), "step_6" AS (
  SELECT
    *,
    CAST(LEAST("RB115-SCORE", "RB115-E5-STAFF") AS TINYINT) AS "RB115-E5-SCORED"
  FROM "step_5"
), "step_7" AS (
  SELECT
    *,
    CAST(GREATEST("RB115-E5-SCORED", "RB115-D1", "RB115-D2", "RB115-D3", "RB115-D4") AS TINYINT) AS "RB115-E5"
  FROM "step_6"
), "step_8" AS (
  SELECT
    *,
    CAST(LEAST("RB115-E1", "RB115-E2", "RB115-E3", "RB115-E4", "RB115-E5") AS TINYINT) AS "RB115"
  FROM "step_7"
)
SELECT
  "id",
  "RB115",
  "RB115-E1",
  "RB115-E2",
  "RB115-E3",
  "RB115-E4",
  "RB115-E4a",
  "RB115-E4b",
  "RB115-E5",
  "RB115-E5-SCORED",
  "RB115-SCORE",
  "RB115-E5-STAFF",
  "RB115-D1",
  "RB115-D2",
  "RB115-D3",
  "RB115-D4",
  "points_min:RB115",
  "points_max:RB115",
  "on_the_line"
FROM "step_8"
