{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
{%- set key = compared | join(", ") -%}
with cells as (

    select * from {{ ref('fairness_cells') }}
    where cut in ({{ cuts_compared_with_all_others() }})

),

strata as (

    select * from {{ ref('fairness_strata') }}
    where cut in ({{ cuts_compared_with_all_others() }})

),

-- All others as one cluster: what a region's own days bring shows without them.
parts as (

    select
        {{ key }},
        member,
        stratum,
        business_date,
        numerator,
        denominator,
        0 as numerator_reference,
        0 as denominator_reference
    from cells
    union all
    select
        {{ key }},
        member,
        stratum,
        null as business_date,
        0 as numerator,
        0 as denominator,
        numerator_reference,
        denominator_reference
    from strata

),

of_members as (

    {{ clustered_gaps('parts', compared + ['member'], ['stratum'], ['business_date']) }}

),

-- Everybody else, a region at a time, would be every region times every other. So residuals are
-- taken once, from the shares of all, and each member's own are left out of the sum.
whole_residuals as (

    select
        {{ key }},
        cells.member,
        cells.business_date,
        {{ exact_sum('cells.numerator - whole.share * cells.denominator') }}::double as residual,
        sum(cells.denominator) as denominator
    from cells
    inner join (
        select
            {{ key }},
            stratum,
            sum(numerator) / sum(denominator) as share
        from cells
        group by all
    ) as whole using ({{ key }}, stratum)
    group by all

),

-- In units of a mean cluster, so that squares stay small.
whole_clusters as (

    select
        *,
        avg(denominator) over (partition by {{ key }}) as mean_denominator
    from whole_residuals

),

whole_sums as (

    select
        {{ key }},
        member,
        {{ exact_sum('power(residual / mean_denominator, 2)') }} as squares,
        sum(denominator) as denominator,
        max(mean_denominator) as mean_denominator,
        count(*) as clusters
    from whole_clusters
    group by all

),

others as (

    select
        *,
        (sum(squares) over (partition by {{ key }}) - squares)::double as squares_of_others,
        (sum(denominator) over (partition by {{ key }}) - denominator) / mean_denominator
            as denominator_of_others,
        sum(clusters) over (partition by {{ key }}) - clusters as clusters_of_others
    from whole_sums

),

of_others as (

    select
        {{ key }},
        member,
        sqrt(
            clusters_of_others / (clusters_of_others - 1.0)
            * squares_of_others / power(denominator_of_others, 2)
        ) as standard_error,
        clusters_of_others as clusters
    from others
    where clusters_of_others > 1

)

select
    {{ key }},
    member,
    sqrt(power(of_members.member_error, 2) + power(of_others.standard_error, 2)) as standard_error,
    {{ welch_degrees_of_freedom(
        'of_members.member_error', 'of_members.clusters',
        'of_others.standard_error', 'of_others.clusters'
    ) }} as degrees_of_freedom
from of_members
inner join of_others using ({{ key }}, member)
where of_members.member_error is not null
