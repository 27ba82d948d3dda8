"""The words for heads that hold no fact: who a row speaks of, and what is ignored by name."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ID_HEADS = _words(
    """统一社会信用代码 企业统一社会信用代码 社会信用代码 统一信用代码 信用代码 uscc
    统一社会信用代码或注册号 统一社会信用代码/组织机构代码 id enterprise_id 企业id 企业代码 企业编码
    组织机构代码 证券代码 股票代码 公司代码 code 注册号 工商注册号"""
)
"""The best first: where several are given, the first of this list is the identifier."""

NAME_HEADS = _words(
    """企业名称 单位名称 公司名称 企业全称 公司全称 申报企业名称 申报单位名称 申报企业 申报单位 名称 name
    full_name enterprise_name enterprise company_name company 企业 公司 单位 企业简称 公司简称 证券简称
    股票简称 short_name"""
)

YEAR_HEADS = frozenset(_words("年度 年份 会计年度 所属年度 报告年度 year fiscal_year"))

IGNORED_HEADS = frozenset(
    _words("""序号 编号 no no. # index 备注 说明 remark remarks note notes comment 批次 证书编号 source
    联系人 联系电话 电话 手机 手机号 联系方式 邮箱 电子邮箱 传真 地址 通讯地址 注册地址 网址 企业网址
    phone email address 法定代表人 法人代表 法人 法人姓名 控股股东 实际控制人
    省 省份 市 城市 地市 区 县 区县 县区 所在地 所属区域 所属地区 地区 所属区 province city district region
    推荐单位 推荐部门 主管部门 填报人 填报日期 填表日期 成立日期 成立时间 注册日期 注册时间 登记日期
    注册资本 主导产品 主导产品名称 主营产品 经营范围 所属行业 行业 行业代码 国民经济行业 industry 企业类型
    是否上市""")
)

PLACE_HEADS = {
    "region": _words("省 省份 所在地 所属区域 所属地区 地区 province region"),
    "city": _words("市 城市 地市 city"),
    "district": _words("区 县 区县 县区 所属区 district"),
    "address": _words("地址 注册地址 address"),
}
"""Heads that tell where an enterprise is, from the largest to the smallest; they hold no fact of the vocabulary."""
