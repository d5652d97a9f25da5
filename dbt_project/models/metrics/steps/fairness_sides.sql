{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
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

    {{ with_reference(
        'members', compared, ['sum_n', 'sum_d', 'sum_nn', 'sum_nd', 'sum_dd', 'clusters', 'units']
    ) }}

),

sides as (

    {% for side, suffix in [('member', ''), ('reference', '_reference')] %}
    select
        {{ compared | join(", ") }},
        family,
        ci_method,
        member,
        reference,
        '{{ side }}' as side,
        sum_n{{ suffix }} as sum_n,
        sum_d{{ suffix }} as sum_d,
        sum_nn{{ suffix }} as sum_nn,
        sum_nd{{ suffix }} as sum_nd,
        sum_dd{{ suffix }} as sum_dd,
        clusters{{ suffix }}::bigint as clusters,
        units{{ suffix }}::bigint as units
    from compared_members
    where sum_d_reference > 0
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

intervals as (

    {{ clustered_ratios('sides', ref('t_quantiles')) }}

)

select * from intervals
