{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut", "member"] -%}
{%- set key = compared | join(", ") -%}
{%- set correlation = "coalesce(standard_errors.correlation, 0)" -%}
with sides as (

    select * from {{ ref('fairness_sides') }}

),

standard_errors as (

    select * from {{ ref('fairness_standard_errors') }}

)

select
    {{ key }},
    members.family,
    members.reference,
    members.ratio as value_member,
    others.ratio as value_reference,
    {{ on_binary_grid('members.ratio - others.ratio') }} as gap,
    {{ on_binary_grid(newcombe_bound(
        '-', 'members.ratio', 'members.ratio_low', 'others.ratio', 'others.ratio_high', correlation
    )) }} as gap_low,
    {{ on_binary_grid(newcombe_bound(
        '+', 'members.ratio', 'members.ratio_high', 'others.ratio', 'others.ratio_low', correlation
    )) }} as gap_high,
    members.ratio / nullif(others.ratio, 0) as ratio,
    members.units::bigint as n_member,
    others.units::bigint as n_reference,
    -- Both are of the same dates.
    least(members.clusters, others.clusters) - 1.0 as degrees_of_freedom,
    {{ error_of_difference('members.error_below', 'others.error_above', correlation) }} as error_below,
    {{ error_of_difference('members.error_above', 'others.error_below', correlation) }} as error_above,
    standard_errors.standard_error as standardised_error,
    standard_errors.degrees_of_freedom as standardised_degrees_of_freedom
from sides as members
inner join sides as others using ({{ key }})
left join standard_errors using ({{ key }})
where members.side = 'member' and others.side = 'reference'
