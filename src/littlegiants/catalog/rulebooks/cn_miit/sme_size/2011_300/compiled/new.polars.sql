WITH "step_0" AS (
  SELECT
    "employees_y1",
    "id",
    "revenue_y1",
    "size_industry",
    "total_assets_y1"
  FROM "facts"
), "step_1" AS (
  SELECT
    *,
    CAST(CASE
      WHEN "size_industry" IN ('agriculture')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              "revenue_y1" < 20000000000
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('agriculture')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-01",
    CAST(CASE
      WHEN "size_industry" IN ('industry')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 1000
              ) OR (
                "revenue_y1" < 40000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('industry')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-02",
    CAST(CASE
      WHEN "size_industry" IN ('construction')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "revenue_y1" < 80000000000
              ) OR (
                "total_assets_y1" < 80000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('construction')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-03",
    CAST(CASE
      WHEN "size_industry" IN ('wholesale')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 200
              ) OR (
                "revenue_y1" < 40000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('wholesale')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-04",
    CAST(CASE
      WHEN "size_industry" IN ('retail')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 300
              ) OR (
                "revenue_y1" < 20000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('retail')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-05",
    CAST(CASE
      WHEN "size_industry" IN ('transport')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 1000
              ) OR (
                "revenue_y1" < 30000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('transport')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-06",
    CAST(CASE
      WHEN "size_industry" IN ('warehousing')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 200
              ) OR (
                "revenue_y1" < 30000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('warehousing')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-07",
    CAST(CASE
      WHEN "size_industry" IN ('post')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 1000
              ) OR (
                "revenue_y1" < 30000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('post')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-08",
    CAST(CASE
      WHEN "size_industry" IN ('accommodation')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 300
              ) OR (
                "revenue_y1" < 10000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('accommodation')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-09",
    CAST(CASE
      WHEN "size_industry" IN ('catering')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 300
              ) OR (
                "revenue_y1" < 10000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('catering')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-10",
    CAST(CASE
      WHEN "size_industry" IN ('information_transmission')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 2000
              ) OR (
                "revenue_y1" < 100000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('information_transmission')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-11",
    CAST(CASE
      WHEN "size_industry" IN ('software')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 300
              ) OR (
                "revenue_y1" < 10000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('software')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-12",
    CAST(CASE
      WHEN "size_industry" IN ('real_estate')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "revenue_y1" < 200000000000
              ) OR (
                "total_assets_y1" < 10000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('real_estate')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-13",
    CAST(CASE
      WHEN "size_industry" IN ('property_management')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 1000
              ) OR (
                "revenue_y1" < 5000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('property_management')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-14",
    CAST(CASE
      WHEN "size_industry" IN ('leasing_business')
      THEN COALESCE(
        CAST((
          NOT (
            NOT (
              (
                "employees_y1" < 300
              ) OR (
                "total_assets_y1" < 120000000000
              )
            )
          )
        ) AS TINYINT) * 3,
        1
      )
      WHEN NOT (
        "size_industry" IN ('leasing_business')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-15",
    CAST(CASE
      WHEN "size_industry" IN ('other')
      THEN COALESCE(CAST((
        NOT (
          NOT (
            "employees_y1" < 300
          )
        )
      ) AS TINYINT) * 3, 1)
      WHEN NOT (
        "size_industry" IN ('other')
      )
      THEN 4
      ELSE 1
    END AS TINYINT) AS "RB300-16",
    CASE
      WHEN "size_industry" = 'agriculture'
      THEN CASE
        WHEN (
          NOT (
            "revenue_y1" < 20000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          "revenue_y1" < 20000000000
        )
        THEN 'large'
        WHEN (
          "revenue_y1" >= 500000000
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN "revenue_y1" >= 500000000
        THEN 'medium'
        WHEN (
          "revenue_y1" >= 50000000
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN "revenue_y1" >= 50000000
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'industry'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 1000
            ) OR (
              "revenue_y1" < 40000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 1000
          ) OR (
            "revenue_y1" < 40000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 300
          ) AND (
            "revenue_y1" >= 2000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 300
        ) AND (
          "revenue_y1" >= 2000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 20
          ) AND (
            "revenue_y1" >= 300000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 20
        ) AND (
          "revenue_y1" >= 300000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'construction'
      THEN CASE
        WHEN (
          NOT (
            (
              "revenue_y1" < 80000000000
            ) OR (
              "total_assets_y1" < 80000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "revenue_y1" < 80000000000
          ) OR (
            "total_assets_y1" < 80000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "revenue_y1" >= 6000000000
          ) AND (
            "total_assets_y1" >= 5000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "revenue_y1" >= 6000000000
        ) AND (
          "total_assets_y1" >= 5000000000
        )
        THEN 'medium'
        WHEN (
          (
            "revenue_y1" >= 300000000
          ) AND (
            "total_assets_y1" >= 300000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "revenue_y1" >= 300000000
        ) AND (
          "total_assets_y1" >= 300000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'wholesale'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 200
            ) OR (
              "revenue_y1" < 40000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 200
          ) OR (
            "revenue_y1" < 40000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 20
          ) AND (
            "revenue_y1" >= 5000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 20
        ) AND (
          "revenue_y1" >= 5000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 5
          ) AND (
            "revenue_y1" >= 1000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 5
        ) AND (
          "revenue_y1" >= 1000000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'retail'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 300
            ) OR (
              "revenue_y1" < 20000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 300
          ) OR (
            "revenue_y1" < 20000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 50
          ) AND (
            "revenue_y1" >= 500000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 50
        ) AND (
          "revenue_y1" >= 500000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 10
          ) AND (
            "revenue_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 10
        ) AND (
          "revenue_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'transport'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 1000
            ) OR (
              "revenue_y1" < 30000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 1000
          ) OR (
            "revenue_y1" < 30000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 300
          ) AND (
            "revenue_y1" >= 3000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 300
        ) AND (
          "revenue_y1" >= 3000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 20
          ) AND (
            "revenue_y1" >= 200000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 20
        ) AND (
          "revenue_y1" >= 200000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'warehousing'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 200
            ) OR (
              "revenue_y1" < 30000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 200
          ) OR (
            "revenue_y1" < 30000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "revenue_y1" >= 1000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "revenue_y1" >= 1000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 20
          ) AND (
            "revenue_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 20
        ) AND (
          "revenue_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'post'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 1000
            ) OR (
              "revenue_y1" < 30000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 1000
          ) OR (
            "revenue_y1" < 30000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 300
          ) AND (
            "revenue_y1" >= 2000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 300
        ) AND (
          "revenue_y1" >= 2000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 20
          ) AND (
            "revenue_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 20
        ) AND (
          "revenue_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'accommodation'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 300
            ) OR (
              "revenue_y1" < 10000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 300
          ) OR (
            "revenue_y1" < 10000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "revenue_y1" >= 2000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "revenue_y1" >= 2000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 10
          ) AND (
            "revenue_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 10
        ) AND (
          "revenue_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'catering'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 300
            ) OR (
              "revenue_y1" < 10000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 300
          ) OR (
            "revenue_y1" < 10000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "revenue_y1" >= 2000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "revenue_y1" >= 2000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 10
          ) AND (
            "revenue_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 10
        ) AND (
          "revenue_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'information_transmission'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 2000
            ) OR (
              "revenue_y1" < 100000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 2000
          ) OR (
            "revenue_y1" < 100000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "revenue_y1" >= 1000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "revenue_y1" >= 1000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 10
          ) AND (
            "revenue_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 10
        ) AND (
          "revenue_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'software'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 300
            ) OR (
              "revenue_y1" < 10000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 300
          ) OR (
            "revenue_y1" < 10000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "revenue_y1" >= 1000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "revenue_y1" >= 1000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 10
          ) AND (
            "revenue_y1" >= 50000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 10
        ) AND (
          "revenue_y1" >= 50000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'real_estate'
      THEN CASE
        WHEN (
          NOT (
            (
              "revenue_y1" < 200000000000
            ) OR (
              "total_assets_y1" < 10000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "revenue_y1" < 200000000000
          ) OR (
            "total_assets_y1" < 10000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "revenue_y1" >= 1000000000
          ) AND (
            "total_assets_y1" >= 5000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "revenue_y1" >= 1000000000
        ) AND (
          "total_assets_y1" >= 5000000000
        )
        THEN 'medium'
        WHEN (
          (
            "revenue_y1" >= 100000000
          ) AND (
            "total_assets_y1" >= 2000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "revenue_y1" >= 100000000
        ) AND (
          "total_assets_y1" >= 2000000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'property_management'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 1000
            ) OR (
              "revenue_y1" < 5000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 1000
          ) OR (
            "revenue_y1" < 5000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 300
          ) AND (
            "revenue_y1" >= 1000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 300
        ) AND (
          "revenue_y1" >= 1000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "revenue_y1" >= 500000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "revenue_y1" >= 500000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'leasing_business'
      THEN CASE
        WHEN (
          NOT (
            (
              "employees_y1" < 300
            ) OR (
              "total_assets_y1" < 120000000000
            )
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          (
            "employees_y1" < 300
          ) OR (
            "total_assets_y1" < 120000000000
          )
        )
        THEN 'large'
        WHEN (
          (
            "employees_y1" >= 100
          ) AND (
            "total_assets_y1" >= 8000000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 100
        ) AND (
          "total_assets_y1" >= 8000000000
        )
        THEN 'medium'
        WHEN (
          (
            "employees_y1" >= 10
          ) AND (
            "total_assets_y1" >= 100000000
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN (
          "employees_y1" >= 10
        ) AND (
          "total_assets_y1" >= 100000000
        )
        THEN 'small'
        ELSE 'micro'
      END
      WHEN "size_industry" = 'other'
      THEN CASE
        WHEN (
          NOT (
            "employees_y1" < 300
          )
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN NOT (
          "employees_y1" < 300
        )
        THEN 'large'
        WHEN (
          "employees_y1" >= 100
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN "employees_y1" >= 100
        THEN 'medium'
        WHEN (
          "employees_y1" >= 10
        ) IS NULL
        THEN CAST(NULL AS TEXT)
        WHEN "employees_y1" >= 10
        THEN 'small'
        ELSE 'micro'
      END
      ELSE CAST(NULL AS TEXT)
    END AS "class:RB300-SIZE",
    FALSE AS "on_the_line"
  FROM "step_0"
), "step_2" AS (
  SELECT
    *,
    CAST(CASE
      WHEN "RB300-01" = 3
      OR "RB300-02" = 3
      OR "RB300-03" = 3
      OR "RB300-04" = 3
      OR "RB300-05" = 3
      OR "RB300-06" = 3
      OR "RB300-07" = 3
      OR "RB300-08" = 3
      OR "RB300-09" = 3
      OR "RB300-10" = 3
      OR "RB300-11" = 3
      OR "RB300-12" = 3
      OR "RB300-13" = 3
      OR "RB300-14" = 3
      OR "RB300-15" = 3
      OR "RB300-16" = 3
      THEN 3
      WHEN "RB300-01" = 1
      OR "RB300-02" = 1
      OR "RB300-03" = 1
      OR "RB300-04" = 1
      OR "RB300-05" = 1
      OR "RB300-06" = 1
      OR "RB300-07" = 1
      OR "RB300-08" = 1
      OR "RB300-09" = 1
      OR "RB300-10" = 1
      OR "RB300-11" = 1
      OR "RB300-12" = 1
      OR "RB300-13" = 1
      OR "RB300-14" = 1
      OR "RB300-15" = 1
      OR "RB300-16" = 1
      THEN 1
      WHEN "RB300-01" = 2
      OR "RB300-02" = 2
      OR "RB300-03" = 2
      OR "RB300-04" = 2
      OR "RB300-05" = 2
      OR "RB300-06" = 2
      OR "RB300-07" = 2
      OR "RB300-08" = 2
      OR "RB300-09" = 2
      OR "RB300-10" = 2
      OR "RB300-11" = 2
      OR "RB300-12" = 2
      OR "RB300-13" = 2
      OR "RB300-14" = 2
      OR "RB300-15" = 2
      OR "RB300-16" = 2
      THEN 2
      WHEN "RB300-01" = 0
      OR "RB300-02" = 0
      OR "RB300-03" = 0
      OR "RB300-04" = 0
      OR "RB300-05" = 0
      OR "RB300-06" = 0
      OR "RB300-07" = 0
      OR "RB300-08" = 0
      OR "RB300-09" = 0
      OR "RB300-10" = 0
      OR "RB300-11" = 0
      OR "RB300-12" = 0
      OR "RB300-13" = 0
      OR "RB300-14" = 0
      OR "RB300-15" = 0
      OR "RB300-16" = 0
      THEN 0
      ELSE 4
    END AS TINYINT) AS "RB300-SIZE"
  FROM "step_1"
)
SELECT
  "id",
  "RB300-SIZE",
  "RB300-01",
  "RB300-02",
  "RB300-03",
  "RB300-04",
  "RB300-05",
  "RB300-06",
  "RB300-07",
  "RB300-08",
  "RB300-09",
  "RB300-10",
  "RB300-11",
  "RB300-12",
  "RB300-13",
  "RB300-14",
  "RB300-15",
  "RB300-16",
  "class:RB300-SIZE",
  "on_the_line"
FROM "step_2"
