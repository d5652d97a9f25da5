{# What the curves start from, as CTEs up to `survival`: one row per key and time at which a unit
   leaves, with `leaving`, `events`, `ended` (by the event or a rival), `at_risk` and
   `survival_before` (Kaplan & Meier 1958). Units that leave at a time are at risk at that time. #}
{% macro risk_sets(relation, curve) %}
times as (

    select
        {{ curve }},
        waited,
        count(*) as leaving,
        count(*) filter (where fate = 'event') as events,
        count(*) filter (where fate <> 'censored') as ended
    from {{ relation }}
    group by {{ curve }}, waited

),

risk_sets as (

    select
        *,
        sum(leaving) over (partition by {{ curve }} order by waited desc)::double as at_risk
    from times

),

-- Only the last risk set can end as a whole, and it has no followers to need its logarithm.
survival as (

    select
        *,
        exp(coalesce(
            {{ exact_sum("case when ended < at_risk then ln(1 - ended / at_risk) end") }}
                over ({{ along_the_curve(curve) }} and 1 preceding)::double,
            0
        )) as survival_before
    from risk_sets

)
{%- endmacro %}

{% macro along_the_curve(curve) -%}
    partition by {{ curve }} order by waited rows between unbounded preceding
{%- endmacro %}
