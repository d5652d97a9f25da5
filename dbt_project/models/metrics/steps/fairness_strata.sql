{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
with cells as (

    select * from {{ ref('fairness_cells') }}

),

measured as (

    select
        {{ compared | join(", ") }},
        member,
        stratum,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from cells
    group by all

),

members as (

    select
        {{ compared | join(", ") }},
        member
    from measured
    group by all

),

strata as (

    select
        {{ compared | join(", ") }},
        stratum
    from measured
    group by all

),

-- A stratum that a member does not know is one of nothing, so that its reference's weight is seen.
filled as (

    select
        {{ compared | join(", ") }},
        members.member,
        strata.stratum,
        coalesce(measured.numerator, 0) as numerator,
        coalesce(measured.denominator, 0) as denominator
    from members
    inner join strata using ({{ compared | join(", ") }})
    left join measured using ({{ compared | join(", ") }}, member, stratum)

)

{{ with_reference('filled', compared + ['stratum'], ['numerator', 'denominator']) }}
