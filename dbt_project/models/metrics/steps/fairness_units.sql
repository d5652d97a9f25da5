{%- set facts = {
    'orders': ref('fct_orders'),
    'complaints': ref('fct_complaints'),
    'rider_slots': ref('fct_rider_slots'),
} -%}
{%- set cluster = "region_id, region_type, income_band, business_date" -%}
{%- set terms_of_facts = [] -%}
{%- for semantic_model in facts -%}
    {%- for term in fairness_terms(semantic_model) -%}
        {%- do terms_of_facts.append((semantic_model, term)) -%}
    {%- endfor -%}
{%- endfor -%}
with figure_platforms as (

    select * from {{ ref('figure_platforms') }}

),

cut_off as (

    select as_of from {{ ref('stg_raw__cut_off') }}

),

cut_off_date as (

    select cut_off_date from {{ ref('int_regions__cut_off_date') }}

),

{% for semantic_model, fact in facts.items() %}
{%- set terms = fairness_terms(semantic_model) -%}
{%- set stratum = var("fairness_strata")[semantic_model] -%}
{{ semantic_model }} as (

    select
        facts.platform_id,
        {{ cluster }},
        {{ "value_tier" if "value_tier" in dividing_dimensions(semantic_model) else "null::varchar" }}
            as value_tier,
        concat_ws(
            ' · '
            {%- for column in stratum %},
            coalesce({{ column }}::varchar, '?')
            {%- endfor %}
        ) as stratum
        {%- for term in terms %},
        sum({{ term.numerator }})::bigint as {{ term.metric_id }}_n,
        sum({{ term.denominator }})::bigint as {{ term.metric_id }}_d,
        sum({{ term.units }})::bigint as {{ term.metric_id }}_units
        {%- endfor %}
    from {{ fact }} as facts
    cross join cut_off
    group by all

),
{% endfor %}
terms as (

    {% for semantic_model, term in terms_of_facts %}
    select
        '{{ term.metric_id }}' as metric_id,
        {{ text_literal(term.family) }} as family,
        '{{ term.ci_method }}' as ci_method,
        {{ term.maturity_days }} as maturity_days,
        platform_id,
        {{ cluster }},
        value_tier,
        stratum,
        {{ term.metric_id }}_n as numerator,
        {{ term.metric_id }}_d as denominator,
        {{ term.metric_id }}_units as units
    from {{ semantic_model }}
    where {{ term.metric_id }}_d <> 0
    {{ "union all" if not loop.last }}
    {%- endfor %}

)

-- What late facts can still change takes no part in a comparison.
select
    terms.metric_id,
    terms.family,
    terms.ci_method,
    terms.maturity_days,
    figure_platforms.published_as as platform_id,
    {{ cluster }},
    terms.value_tier,
    terms.stratum,
    sum(terms.numerator)::bigint as numerator,
    sum(terms.denominator)::bigint as denominator,
    sum(terms.units)::bigint as units
from terms
cross join cut_off_date
inner join figure_platforms
    on
        terms.metric_id = figure_platforms.metric_id
        and terms.platform_id = figure_platforms.platform_id
where terms.business_date + 1 + terms.maturity_days <= cut_off_date.cut_off_date
group by all
