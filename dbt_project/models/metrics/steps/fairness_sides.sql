{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
{%- set sums = ["sum_n", "sum_d", "sum_nn", "sum_nd", "sum_dd", "clusters", "units"] -%}
with cells as (

    select * from {{ ref('fairness_cells') }}

),

clusters as (

    select
        {{ compared | join(", ") }},
        family,
        ci_method,
        member,
        region_id,
        business_date,
        sum(numerator) as numerator,
        sum(denominator) as denominator,
        sum(units) as units
    from cells
    group by all

),

members as (

    select
        {{ compared | join(", ") }},
        family,
        ci_method,
        member,
        sum(numerator) as sum_n,
        sum(denominator) as sum_d,
        sum(numerator * numerator) as sum_nn,
        sum(numerator * denominator) as sum_nd,
        sum(denominator * denominator) as sum_dd,
        count(*) as clusters,
        sum(units) as units
    from clusters
    group by all

),

-- A cluster lies in one region, so the clusters of all other regions are the rest of the whole.
compared_members as (

    {{ with_reference('members', compared, sums) }}

),

sides as (

    {{ sides_of(
        'compared_members', compared + ['family', 'ci_method', 'member', 'reference'], sums
    ) }}

),

intervals as (

    {{ clustered_ratios('sides', ref('t_quantiles')) }}

)

select * from intervals
