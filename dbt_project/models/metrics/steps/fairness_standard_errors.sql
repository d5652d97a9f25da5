{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
{%- set key = compared | join(", ") -%}
{%- set parts = ["numerator", "denominator", "numerator_reference", "denominator_reference"] -%}
{%- set cluster = ["region_id", "business_date"] -%}
with cells as (

    select * from {{ ref('fairness_cells') }}

),

compared_members as (

    select
        {{ key }},
        member,
        reference
    from {{ ref('fairness_strata') }}
    where reference <> 'all others'
    group by all

),

parts as (

    select
        {{ key }},
        compared_members.member,
        cells.region_id,
        cells.business_date,
        cells.stratum,
        {%- for part in ["numerator", "denominator"] %}
        coalesce(sum(cells.{{ part }}) filter (where cells.member = compared_members.member), 0)
            as {{ part }},
        coalesce(sum(cells.{{ part }}) filter (where cells.member = compared_members.reference), 0)
            as {{ part }}_reference{{ "," if not loop.last }}
        {%- endfor %}
    from cells
    inner join compared_members using ({{ key }})
    where cells.member in (compared_members.member, compared_members.reference)
    group by all

),

whole_days as (

    select
        {{ key }},
        member,
        region_id,
        business_date
        {%- for part in parts %},
        sum({{ part }}) as {{ part }}
        {%- endfor %}
    from parts
    group by all

),

standardised as (

    {{ clustered_gaps('parts', compared + ['member'], ['stratum'], cluster) }}

),

plain as (

    {{ clustered_gaps('whole_days', compared + ['member'], [], cluster) }}

)

select
    {{ key }},
    member,
    standardised.standard_error,
    standardised.degrees_of_freedom,
    plain.correlation
from plain
left join standardised using ({{ key }}, member)
union all
-- No region's clusters are another's.
select
    {{ key }},
    member,
    standard_error,
    degrees_of_freedom,
    0 as correlation
from {{ ref('fairness_region_errors') }}
