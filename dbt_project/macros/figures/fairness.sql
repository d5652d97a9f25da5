{# The figures whose gaps are published, those with a `fairness_family`, as sums over the rows of one
   semantic model. Complaints watched to the horizon need no curve: their share is a plain one. #}
{% macro fairness_terms(semantic_model) %}
    {%- set terms = [] -%}
    {%- for figure in published_figures() if figure.fairness_family -%}
        {%- set term = {
            "metric_id": figure.metric_id, "family": figure.fairness_family,
            "ci_method": "cluster_t" if figure.ci_method == "cluster_t" else "cluster_wilson",
            "maturity_days": figure.maturity_days
        } -%}
        {%- if figure.kind == "curve" and semantic_model == "complaints" -%}
            {%- set horizon = figure.horizon_hours * 3600 -%}
            {%- set watched = figure.clock ~ "_fate is not null and "
                ~ add_seconds("received_at", horizon) ~ " <= as_of" -%}
            {%- set settled = figure.clock ~ "_fate = 'event' and "
                ~ figure.clock ~ "_seconds <= " ~ horizon -%}
            {%- do terms.append(dict(
                term, numerator="(" ~ watched ~ " and " ~ settled ~ ")::integer",
                denominator="(" ~ watched ~ ")::integer", units="(" ~ watched ~ ")::integer"
            )) -%}
        {%- elif figure.kind == "ratio" and semantic_model_of(figure.numerator).name == semantic_model -%}
            {%- do terms.append(dict(
                term, numerator=measure_by_name(figure.numerator).expr,
                denominator=measure_by_name(figure.denominator).expr,
                units=measure_by_name(figure.get("units", figure.denominator)).expr
            )) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(terms) }}
{% endmacro %}

{# Beside each member's sums, those of the members it is compared with: the cut's reference, or
   everybody else. Rows of `relation` add up; `keys` hold `cut`. #}
{% macro with_reference(relation, keys, sums) %}
    select
        members.*,
        fairness_references.reference,
        {%- for sum in sums %}
        case
            when fairness_references.reference = 'all others'
                then whole.{{ sum }} - members.{{ sum }}
            else named.{{ sum }}
        end as {{ sum }}_reference{{ "," if not loop.last }}
        {%- endfor %}
    from {{ relation }} as members
    inner join (
        values
        {%- for cut, reference in var("fairness_references").items() %}
        ('{{ cut }}', '{{ reference }}'){{ "," if not loop.last }}
        {%- endfor %}
    ) as fairness_references (cut, reference) on members.cut = fairness_references.cut
    inner join (
        select
            {{ keys | join(", ") }},
            {%- for sum in sums %}
            sum({{ sum }}) as {{ sum }}{{ "," if not loop.last }}
            {%- endfor %}
        from {{ relation }}
        group by {{ keys | join(", ") }}
    ) as whole on {{ same_row("members", "whole", keys) }}
    left join {{ relation }} as named
        on {{ same_row("members", "named", keys) }} and named.member = fairness_references.reference
    where members.member <> fairness_references.reference
{% endmacro %}

{# A member and its reference as a row each, of what `with_reference` gives, where both have something. #}
{% macro sides_of(relation, columns, sums) %}
    {%- for side, suffix in [("member", ""), ("reference", "_reference")] %}
    select
        {{ columns | join(", ") }},
        '{{ side }}' as side,
        {%- for sum in sums %}
        {{ sum }}{{ suffix }} as {{ sum }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ relation }}
    where sum_d > 0 and sum_d_reference > 0
    {{ "union all" if not loop.last }}
    {%- endfor %}
{% endmacro %}

{% macro cuts_compared_with_all_others() -%}
    {%- for cut, reference in var("fairness_references").items() if reference == "all others" -%}
        '{{ cut }}'
    {%- endfor -%}
{%- endmacro %}
