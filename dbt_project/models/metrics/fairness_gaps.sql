{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
{%- set key = compared | join(", ") -%}
{%- set correlation = "coalesce(standard_errors.correlation, 0)" -%}
{%- set family = ["family", "platform_id", "period_grain", "period_start"] -%}
with sides as (

    select * from {{ ref('fairness_sides') }}

),

standard_errors as (

    select * from {{ ref('fairness_standard_errors') }}

),

strata as (

    select * from {{ ref('fairness_strata') }}

),

mixes as (

    {{ kitagawa('strata', compared + ['member']) }}

),

gaps as (

    select
        {{ key }},
        members.family,
        member,
        members.reference,
        members.ratio as value_member,
        others.ratio as value_reference,
        {{ on_binary_grid('members.ratio - others.ratio') }} as gap,
        {{ on_binary_grid(newcombe_bound(
            '-', 'members.ratio', 'members.ratio_low', 'others.ratio', 'others.ratio_high',
            correlation
        )) }} as gap_low,
        {{ on_binary_grid(newcombe_bound(
            '+', 'members.ratio', 'members.ratio_high', 'others.ratio', 'others.ratio_low',
            correlation
        )) }} as gap_high,
        members.ratio / nullif(others.ratio, 0) as ratio,
        members.units::bigint as n_member,
        others.units::bigint as n_reference,
        least(members.units, others.units) >= {{ var('units_needed_for_a_verdict') }}
        and members.standard_error is not null
        and others.standard_error is not null as is_judged,
        {{ error_of_difference(
            'members.standard_error', 'others.standard_error', correlation
        ) }} as gap_standard_error,
        case
            when {{ correlation }} <> 0 then least(members.clusters, others.clusters) - 1.0
            else
                {{ welch_degrees_of_freedom(
                    'members.standard_error', 'members.clusters',
                    'others.standard_error', 'others.clusters'
                ) }}
        end as gap_degrees_of_freedom,
        standard_errors.standard_error as standardised_error,
        standard_errors.degrees_of_freedom as standardised_degrees_of_freedom
    from sides as members
    inner join sides as others using ({{ key }}, member)
    left join standard_errors using ({{ key }}, member)
    where members.side = 'member' and others.side = 'reference'

),

standardised as (

    select
        gaps.*,
        mixes.treatment_part,
        mixes.mix_part,
        mixes.standardised_gap,
        mixes.share_compared,
        case
            when gaps.is_judged then gaps.gap / nullif(gaps.gap_standard_error, 0)
        end as gap_t,
        case
            when gaps.is_judged
                then {{ equivalence_t('gaps.gap', 'gaps.gap_standard_error', var('material_gap')) }}
        end as equivalence_t
    from gaps
    left join mixes using ({{ key }}, member)

),

tested as (

    {{ student_t_p('standardised', 'gap_t', 'gap_degrees_of_freedom', 'p_value') }}

),

tested_for_equivalence as (

    {{ student_t_p('tested', 'equivalence_t', 'gap_degrees_of_freedom', 'equivalence_p') }}

),

adjusted as (

    {{ benjamini_hochberg('tested_for_equivalence', family) }}

)

select
    family,
    metric_id,
    platform_id,
    period_grain,
    period_start,
    cut,
    member,
    reference,
    value_member,
    value_reference,
    gap,
    gap_low,
    gap_high,
    ratio,
    standardised_gap,
    case
        when is_judged
            then
                standardised_gap - standardised_error
                * {{ student_t_quantile(
                    normal_quantile(0.975) | float, 'standardised_degrees_of_freedom'
                ) }}
    end as standardised_low,
    case
        when is_judged
            then
                standardised_gap + standardised_error
                * {{ student_t_quantile(
                    normal_quantile(0.975) | float, 'standardised_degrees_of_freedom'
                ) }}
    end as standardised_high,
    share_compared,
    treatment_part,
    mix_part,
    p_value,
    q_value,
    case
        when is_judged
            then {{ minimum_detectable_gap('gap_standard_error', 'gap_degrees_of_freedom') }}
    end as minimum_detectable_gap,
    n_member,
    n_reference,
    case
        when not is_judged then 'not_enough_data'
        when q_value < 0.05 then 'gap'
        when {{ is_equivalent('equivalence_t', 'equivalence_p') }} then 'no_material_gap'
        else 'not_enough_data'
    end as verdict
from adjusted
