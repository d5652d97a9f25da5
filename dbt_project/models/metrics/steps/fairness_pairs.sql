{%- set compared = ["metric_id", "platform_id", "period_grain", "period_start", "cut"] -%}
{%- set parts = ["numerator", "denominator", "units"] -%}
with cells as (

    select * from {{ ref('fairness_cells') }}

),

cut_references as (

    select *
    from (
        values
        {%- for cut, reference in var("fairness_references").items() %}
        ('{{ cut }}', '{{ reference }}'){{ "," if not loop.last }}
        {%- endfor %}
    ) as cut_references (cut, reference)

),

members as (

    select
        {{ compared | join(", ") }},
        family,
        ci_method,
        member
    from cells
    group by all

),

whole as (

    select
        {{ compared | join(", ") }},
        business_date,
        stratum
        {%- for part in parts %},
        sum({{ part }}) as {{ part }}
        {%- endfor %}
    from cells
    group by all

),

-- What only one of the two knows is kept, so that its weight is seen.
pairs as (

    select
        members.*,
        cut_references.reference,
        whole.business_date,
        whole.stratum
        {%- for part in parts %},
        coalesce(own.{{ part }}, 0) as {{ part }},
        case
            when cut_references.reference = 'all others'
                then whole.{{ part }} - coalesce(own.{{ part }}, 0)
            else coalesce(named.{{ part }}, 0)
        end as {{ part }}_reference
        {%- endfor %}
    from members
    inner join cut_references on members.cut = cut_references.cut
    inner join whole on {{ same_row("members", "whole", compared) }}
    left join cells as own
        on
            {{ same_row("whole", "own", compared + ["business_date", "stratum"]) }}
            and members.member = own.member
    left join cells as named
        on
            {{ same_row("whole", "named", compared + ["business_date", "stratum"]) }}
            and cut_references.reference = named.member
    where members.member <> cut_references.reference

)

select * from pairs
where denominator > 0 or denominator_reference > 0
